using System.Text.Json;
using Naftiko.Host.Observability.Export;
using Naftiko.Host.Tests.Hosting;

namespace Naftiko.Host.Tests.Exposes.Control;

/// <summary><c>/metrics</c> and <c>/traces</c>, of a file and of the process.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task Traces_OfAFile_AreItsOwn_NewestFirst()
    {
        var control = TestHost.FreePort();
        await using var folder = await StartAsync(control);
        await folder.Live.GetAsync("/v1/one");
        await folder.Live.GetAsync("/v1/other");
        await folder.Live.GetAsync("/one/openapi.json");
        await folder.SettleAsync();

        var (_, json) = await folder.GetAsync(control, "/traces");
        var (_, all) = await folder.GetAsync(folder.ControlPort, "/traces");

        Assert.Equal(["GET /openapi.json", "GET /v1/one"], Operations(json));
        Assert.Equal(["GET /openapi.json", "GET /v1/other", "GET /v1/one"], Operations(all));
        Assert.Equal(100, json.GetProperty("bufferSize").GetInt32());
        Assert.Equal(2, json.GetProperty("bufferUsed").GetInt32());
        var trace = json.GetProperty("traces")[1];
        Assert.Matches("^[0-9a-f]{32}$", trace.GetProperty("traceId").GetString());
        Assert.Equal("OK", trace.GetProperty("status").GetString());
        Assert.True(trace.GetProperty("durationMs").GetDouble() >= 0);
        Assert.True(trace.GetProperty("spanCount").GetInt32() >= 1);
        Assert.True(trace.GetProperty("timestamp").GetDateTimeOffset() > DateTimeOffset.UnixEpoch);
    }

    [Theory]
    [InlineData("?operation=V1", 1)]
    [InlineData("?operation=ships", 0)]
    [InlineData("?status=ok", 2)]
    [InlineData("?status=error", 0)]
    [InlineData("?operation=openapi&status=OK", 1)]
    [InlineData("?operation=&status=", 2)]
    public async Task Traces_AreFiltered(string query, int count)
    {
        var control = TestHost.FreePort();
        await using var folder = await StartAsync(control);
        await folder.Live.GetAsync("/v1/one");
        await folder.Live.GetAsync("/one/openapi.json");
        await folder.SettleAsync();

        Assert.Equal(count, Operations((await folder.GetAsync(control, "/traces" + query)).Json).Count());
    }

    [Fact]
    public async Task Trace_ByItsId_HasItsSpans()
    {
        var control = TestHost.FreePort();
        await using var folder = await StartAsync(control);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://127.0.0.1:{folder.Live.Port}/v1/one"));
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        using var answer = await folder.Live.Http.SendAsync(request, TestContext.Current.CancellationToken);
        await folder.SettleAsync();

        var (status, json) = await folder.GetAsync(control, "/traces/0af7651916cd43dd8448eb211c80319c");

        Assert.Equal(200, status);
        Assert.Equal("GET /v1/one", json.GetProperty("operation").GetString());
        var span = json.GetProperty("spans")[0];
        Assert.Equal("SERVER", span.GetProperty("kind").GetString());
        Assert.Equal("b7ad6b7169203331", span.GetProperty("parentSpanId").GetString());
        Assert.Matches("^[0-9a-f]{16}$", span.GetProperty("spanId").GetString());
        Assert.Equal(404, (await folder.GetAsync(control, "/traces/0af7651916cd43dd8448eb211c80319d")).Status);
        Assert.Equal(404, (await folder.GetAsync(control, "/traces/nonsense")).Status);
    }

    [Fact]
    public async Task Metrics_OfAFile_AreItsOwn()
    {
        var control = TestHost.FreePort();
        await using var folder = await StartAsync(control);
        await folder.Live.GetAsync("/v1/one");
        await folder.Live.GetAsync("/v1/other");
        await folder.SettleAsync();

        using var own = await folder.Live.Http.GetAsync(new Uri($"http://127.0.0.1:{control}/metrics"), TestContext.Current.CancellationToken);
        var all = await folder.Live.GetAsync("/metrics", folder.ControlPort);

        var text = await own.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", own.Content.Headers.ContentType?.ToString());
        Assert.Contains("GET /v1/one", text, StringComparison.Ordinal);
        Assert.DoesNotContain("GET /v1/other", text, StringComparison.Ordinal);
        Assert.Contains("GET /v1/other", all, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("observability: { enabled: false }", 404, 404)]
    [InlineData("observability: { metrics: { local: { enabled: false } } }", 404, 200)]
    [InlineData("observability: { traces: { local: { enabled: false } } }", 200, 404)]
    public async Task Telemetry_ThatIsTurnedOff_NamesTheSetting(string observability, int metrics, int traces)
    {
        var control = TestHost.FreePort();
        await using var folder = await ControlledFolder.StartAsync(live => live.Replace("one.yaml", ControlledFolder.Capability("one", live.Port, control, observability)));

        foreach (var (path, expected) in new[] { ("/metrics", metrics), ("/traces", traces), ("/traces/0af7651916cd43dd8448eb211c80319c", traces) })
        {
            using var answer = await folder.Live.Http.GetAsync(new Uri($"http://127.0.0.1:{control}{path}"), TestContext.Current.CancellationToken);
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Equal(expected == 404, text.Contains("urn:naftiko:problem:disabled", StringComparison.Ordinal));
            Assert.Equal(expected == 404, text.Contains("observability.", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Telemetry_ThatIsNotActive_Is503()
    {
        var control = TestHost.FreePort();
        await using var folder = await ControlledFolder.StartAsync(
            live => live.Replace("one.yaml", ControlledFolder.Capability("one", live.Port, control)), new OtelSettings { IsDisabled = true });

        foreach (var port in new[] { control, folder.ControlPort })
        {
            Assert.Equal(503, (await folder.GetAsync(port, "/metrics")).Status);
            Assert.Equal(503, (await folder.GetAsync(port, "/traces")).Status);
            Assert.Equal(503, (await folder.GetAsync(port, "/traces/0af7651916cd43dd8448eb211c80319c")).Status);
            Assert.Equal("inactive", (await folder.GetAsync(port, "/status")).Json.GetProperty("otel").GetProperty("status").GetString());
        }
    }

    private static Task<ControlledFolder> StartAsync(int control) => ControlledFolder.StartAsync(live =>
    {
        live.Replace("one.yaml", ControlledFolder.Capability("one", live.Port, control));
        live.Write("other", "here");
    });

    private static IEnumerable<string?> Operations(JsonElement json) => json.GetProperty("traces").EnumerateArray().Select(t => t.GetProperty("operation").GetString());
}
