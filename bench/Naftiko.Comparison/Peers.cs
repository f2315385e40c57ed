using System.Text;

namespace Naftiko.Comparison;

/// <summary>Ours and the hand-written program, each a process of its own, before the same upstream.</summary>
internal sealed class Peers : IDisposable
{
    private readonly Server _ours;
    private readonly Server _hand;

    private Peers(Server upstream, Server ours, Server hand)
    {
        Upstream = upstream;
        _ours = ours;
        _hand = hand;
    }

    public Server Upstream { get; }

    public static async Task<Peers> StartAsync()
    {
        var (port, handPort, side) = (Server.FreePort(), Server.FreePort(), Server.FreePort());
        var upstream = await Server.StartAsync("upstream", port, null);
        var hand = await Server.StartAsync("hand", handPort, new Uri($"http://127.0.0.1:{handPort}/_allocated"), port);
        var ours = await Server.StartAsync("ours", Server.FreePort(), new Uri($"http://127.0.0.1:{side}/"), port, side);
        return new Peers(upstream, ours, hand);
    }

    /// <summary>Measures them in turn, round by round, so that whatever else the machine does meets both.</summary>
    /// <param name="item">The case.</param>
    /// <param name="rounds">How many rounds, a second each.</param>
    /// <param name="warmUp">How many seconds each runs before anything counts: the compiler has two processors to share with what it compiles.</param>
    public async Task<Rounds> MeasureAsync(Case item, int rounds, int warmUp)
    {
        var isError = item.Status >= 400;
        var (oursScript, handScript) = (await ScriptAsync(item, _ours), await ScriptAsync(item, _hand));

        await Measurement.TakeAsync(_ours, item.Path, oursScript, isError, warmUp);
        await Measurement.TakeAsync(_hand, item.Path, handScript, isError, warmUp);
        List<Measurement> ours = [], hand = [];
        for (var round = 0; round < rounds; round++)
        {
            ours.Add(await Measurement.TakeAsync(_ours, item.Path, oursScript, isError, 1));
            hand.Add(await Measurement.TakeAsync(_hand, item.Path, handScript, isError, 1));
        }

        return new Rounds(ours, hand);
    }

    public void Dispose()
    {
        _ours.Dispose();
        _hand.Dispose();
        Upstream.Dispose();
    }

    /// <summary>The case's script in a file, with an MCP session of the server where it needs one.</summary>
    private static async Task<string?> ScriptAsync(Case item, Server server)
    {
        if (item.Script is not { } script)
        {
            return null;
        }

        var session = script.Contains("{session}", StringComparison.Ordinal) ? await OpenSessionAsync(server, item.Path) : "";
        var file = Path.Combine(Path.GetTempPath(), $"naftiko-{Environment.ProcessId}-{server.Name}.lua");
        await File.WriteAllTextAsync(file, script.Replace("{session}", session, StringComparison.Ordinal));
        return file;
    }

    private static async Task<string> OpenSessionAsync(Server server, string path)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"http://127.0.0.1:{server.Port}{path}"));
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        request.Content = new StringContent(
            """{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"bench","version":"1"}}}""",
            Encoding.UTF8, "application/json");
        using var response = await client.SendAsync(request);
        return response.EnsureSuccessStatusCode().Headers.GetValues("Mcp-Session-Id").Single();
    }
}
