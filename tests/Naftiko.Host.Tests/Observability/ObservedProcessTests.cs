using Naftiko.Host.Tests.Commands;

namespace Naftiko.Host.Tests.Observability;

/// <summary>The real program with the operator's variables.</summary>
public sealed class ObservedProcessTests
{
    [Fact]
    public async Task Serve_SendsWhatIsLeft_BeforeItEnds()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM");
        await using var collector = await OtlpCollector.StartAsync();
        using var folder = new TestFolder();
        var (file, port) = folder.AddFleet();
        var variables = new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Endpoint,
            ["OTEL_SERVICE_NAME"] = "fleet-of-naftiko",
            ["OTEL_TRACES_SAMPLER"] = "sometimes",
        };
        await using var naftiko = NaftikoProcess.Start(folder.Path, variables, "serve", file, "--env-file", folder.AddSecret());
        await naftiko.Out.WaitForAsync("Try:");
        using var client = new HttpClient();
        Assert.Equal("""{"ok":"yes"}""", await client.GetStringAsync(new Uri($"http://localhost:{port}/fleet/ping"), TestContext.Current.CancellationToken));
        naftiko.Terminate();
        Assert.Equal(0, await naftiko.ExitAsync());

        Assert.Contains("OTEL_TRACES_SAMPLER: the sampler 'sometimes' is not known here; it is ignored", naftiko.Out.Text, StringComparison.Ordinal);
        var span = Assert.Single(collector.Spans);
        Assert.Equal(("GET /ping", "fleet-of-naftiko"), (span.Name, span.Resource["service.name"]));
        Assert.Equal("GET /ping", Assert.Single(collector.Metrics["naftiko.request.total"].Labels)["naftiko.operation.id"]);
    }
}
