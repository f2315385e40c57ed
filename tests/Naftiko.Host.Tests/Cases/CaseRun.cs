using System.Globalization;

namespace Naftiko.Host.Tests.Cases;

/// <summary>Runs one case: writes its files, starts its upstream and its host, makes its exchanges.</summary>
internal static class CaseRun
{
    private const string Stand = "upstream.test";

    public static async Task<CaseOutcome> RunAsync(CaseFile file, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("naftiko-case-").FullName;
        await using var upstream = new RecordingUpstream();
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
                await File.WriteAllTextAsync(path, ToReal(block.ExpandedText) + "\n", cancellationToken);
            }

            var settings = new CaseSettings(ToReal(Text(file, "settings")));
            var environment = Text(file, "env").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => ToReal(pair[1]));
            await using var host = await CaseHost.StartAsync(folder, environment, settings, cancellationToken);
            return await ExchangeAsync(file, host, upstream, folder, cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        string ToReal(string text) => text.Replace(Stand, upstream.Authority, StringComparison.Ordinal);
    }

    private static async Task<CaseOutcome> ExchangeAsync(CaseFile file, CaseHost host, RecordingUpstream upstream, string folder, CancellationToken cancellationToken)
    {
        var caller = new CaseCaller(host.Ports);
        var exchanges = new List<ExchangeOutcome>();
        foreach (var exchange in file.Blocks.Where(block => block.IsExchange))
        {
            var isVerbatim = file.ExpectationAfter(exchange, "expect response") is { Words: ["bytes"] };
            var response = await caller.CallAsync(exchange with { Text = ToRealPorts(exchange.Text) }, isVerbatim, cancellationToken);
            exchanges.Add(new ExchangeOutcome(exchange, ToStand(CaseText.OfRequests(upstream.TakeReceived())), ToStand(response)));
        }

        return new CaseOutcome(exchanges, ToStand(host.DescribeDiagnostics(folder)));

        string ToRealPorts(string text) => text.Replace("{rest}", Port(8080), StringComparison.Ordinal).Replace("{mcp}", Port(9090), StringComparison.Ordinal);

        string Port(int written) => host.Ports.TryGetValue(written, out var real) ? real.ToString(CultureInfo.InvariantCulture) : "";

        string ToStand(string text) => host.Ports.Aggregate(
            text.Replace(upstream.Authority, Stand, StringComparison.Ordinal),
            (shown, port) => shown.Replace($":{port.Value}", $":{port.Key}", StringComparison.Ordinal));
    }

    private static string Text(CaseFile file, string kind) => string.Join('\n', file.Blocks.Where(block => block.Kind == kind).Select(block => block.Text));
}
