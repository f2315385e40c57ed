using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Naftiko.Host.Commands.Settings;

namespace Naftiko.Host.Commands;

/// <summary><c>naftiko health</c>: asks a control port whether the server behind it is ready. Its exit code makes it a container's probe.</summary>
/// <param name="address">The host name or address.</param>
/// <param name="port">The control port.</param>
/// <param name="output">Takes the answer.</param>
internal sealed class HealthCommand(string address, int port, CommandOutput output)
{
    private const int DefaultPort = 9470;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static Command Create(CommandOutput output)
    {
        var port = new Option<int>("--port")
        {
            Description = $"Control port (default: the variable NAFTIKO_CONTROL_PORT, else {DefaultPort})",
            HelpName = "PORT",
            DefaultValueFactory = _ => SettingParsers.Port(Environment.GetEnvironmentVariable("NAFTIKO_CONTROL_PORT") ?? "") is { IsValue: true, Value: var set } ? set : DefaultPort,
        };
        var address = new Option<string>("--address")
        {
            Description = "Its host (default: the variable NAFTIKO_CONTROL_ADDRESS, else localhost)",
            HelpName = "ADDRESS",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable("NAFTIKO_CONTROL_ADDRESS") is { Length: > 0 } set ? set : "localhost",
        };
        var command = new Command("health", "Ask a control port whether the server is ready; the exit code is 0 if it is") { port, address };
        command.SetAction((line, cancellationToken) => new HealthCommand(line.GetRequiredValue(address), line.GetValue(port), output).RunAsync(cancellationToken));
        return command;
    }

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var host = IPAddress.TryParse(address, out var ip) && ip.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : address;
        var ready = new UriBuilder("http", host, port, "/health/ready").Uri;

        // A probe of this machine goes through no proxy.
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = Patience };
        try
        {
            using var response = await client.GetAsync(ready, cancellationToken);
            using var answer = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
            return Print(ready, response.StatusCode, answer.RootElement);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or JsonException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            await output.Error.WriteLineAsync($"{ready.GetLeftPart(UriPartial.Authority)} is no control port that answers: see --port and --address");
            return ExitCodes.Failed;
        }
    }

    private int Print(Uri ready, HttpStatusCode code, JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty("adapters", out var adapters) || adapters.ValueKind != JsonValueKind.Array)
        {
            output.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ready} answers {(int)code}: no control surface with probes is there"));
            return ExitCodes.Failed;
        }

        output.Out.WriteLine("Liveness:  UP");
        output.Out.WriteLine($"Readiness: {answer.GetProperty("status").GetString()} ({answer.GetProperty("started")}/{answer.GetProperty("total")} adapters started)");
        foreach (var adapter in adapters.EnumerateArray().Where(a => a.GetProperty("state").GetString() != "started"))
        {
            output.Out.WriteLine($"  {adapter.GetProperty("type").GetString()} {adapter.GetProperty("namespace").GetString()}, port {adapter.GetProperty("port")}: {adapter.GetProperty("state").GetString()}");
        }

        return code == HttpStatusCode.OK ? ExitCodes.Success : ExitCodes.Failed;
    }
}
