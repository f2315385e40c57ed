using System.Globalization;
using System.Text;
using Naftiko.Host.Tests.Commands;

namespace Naftiko.Host.Tests.Cases;

/// <summary>Runs one case: writes its files, starts its upstream and its server, makes its exchanges.</summary>
internal static class CaseRun
{
    private const string Stand = "upstream.test";
    private const int RestPort = 8080;
    private const int McpPort = 9090;

    public static async Task<CaseOutcome> RunAsync(CaseFile file, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("naftiko-case-").FullName;
        await using var upstream = new RecordingUpstream();
        var ports = new Dictionary<int, int> { [RestPort] = CasePorts.Take(), [McpPort] = CasePorts.Take() };
        try
        {
            var stubs = file.Blocks.Where(block => block.Kind == "upstream").ToList();
            if (!stubs.Exists(block => block.Text == "refuse"))
            {
                upstream.Start([.. stubs.Select(block => StubAnswer.Read(block, ToReal))]);
            }

            foreach (var block in file.Blocks.Where(block => block.Kind is "yaml capability" or "file"))
            {
                var path = Path.Combine(folder, block.Words.Count > 0 ? block.Words[0] : "capability.yml");
                Directory.CreateDirectory(Path.GetDirectoryName(path)!); // below the folder
                var content = block.Words.Contains("base64") ? Convert.FromBase64String(block.Text) : Encoding.UTF8.GetBytes(ToReal(block.ExpandedText) + "\n");
                await File.WriteAllBytesAsync(path, content, cancellationToken);
            }

            var settings = new CaseSettings(ToRealPorts(ToReal(Text(file, "settings")), ports));
            var environment = Text(file, "env").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => ToRealPorts(ToReal(pair[1]), ports));
            await using ICaseServer server = NaftikoProgram.Published is null
                ? await CaseHost.StartAsync(folder, environment, settings, ports, cancellationToken)
                : await CaseProcess.StartAsync(folder, environment, settings, ports);
            return await ExchangeAsync(file, server, upstream, folder, cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        string ToReal(string text) => text.Replace(Stand, upstream.Authority, StringComparison.Ordinal);
    }

    private static async Task<CaseOutcome> ExchangeAsync(CaseFile file, ICaseServer server, RecordingUpstream upstream, string folder, CancellationToken cancellationToken)
    {
        var caller = new CaseCaller(server.Ports);
        var exchanges = new List<ExchangeOutcome>();
        foreach (var exchange in file.Blocks.Where(block => block.IsExchange))
        {
            var isVerbatim = file.ExpectationAfter(exchange, "expect response") is { Words: ["bytes"] };
            var response = await caller.CallAsync(exchange with { Text = ToRealPorts(exchange.Text, server.Ports) }, isVerbatim, cancellationToken);
            exchanges.Add(new ExchangeOutcome(exchange, ToStand(CaseText.OfRequests(upstream.TakeReceived())), ToStand(response)));
        }

        return new CaseOutcome(exchanges, ToStand(server.DescribeDiagnostics(folder)));

        string ToStand(string text) => server.Ports.Aggregate(
            text.Replace(upstream.Authority, Stand, StringComparison.Ordinal).Replace(folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal),
            (shown, port) => shown.Replace($":{port.Value}", $":{port.Key}", StringComparison.Ordinal).Replace($"\"port\": {port.Value}", $"\"port\": {port.Key}", StringComparison.Ordinal));
    }

    private static string ToRealPorts(string text, IReadOnlyDictionary<int, int> ports) => text
        .Replace("{rest}", ports[RestPort].ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{mcp}", ports[McpPort].ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static string Text(CaseFile file, string kind) => string.Join('\n', file.Blocks.Where(block => block.Kind == kind).Select(block => block.Text));
}
