using System.Net;
using System.Text;
using System.Text.Json;
using Naftiko.Host.Exposes.Control;
using Naftiko.Host.Observability.Export;
using Naftiko.Host.Tests.Hosting;
using Naftiko.Host.Tests.Reloading;

namespace Naftiko.Host.Tests.Exposes.Control;

/// <summary>A served folder with the operator's control surface, and files with control surfaces of their own.</summary>
internal sealed class ControlledFolder : IAsyncDisposable
{
    private ControlledFolder(LiveFolder live, int controlPort)
    {
        Live = live;
        ControlPort = controlPort;
    }

    public LiveFolder Live { get; }

    /// <summary>The port of the operator's control surface.</summary>
    public int ControlPort { get; }

    public static async Task<ControlledFolder> StartAsync(Action<LiveFolder> write, OtelSettings? otel = null)
    {
        var port = TestHost.FreePort();
        return new ControlledFolder(await LiveFolder.StartAsync(new OperatorControl(port, null, null), write, otel), port);
    }

    /// <summary>A capability with a REST surface <c>&lt;name&gt;</c> that answers GET /v1/&lt;name&gt;, and a control surface.</summary>
    public static string Capability(string name, int port, int controlPort, string control = "management: { info: true, reload: true, validate: true, logs: true }") => $$"""
        naftiko: 1.0.0-alpha2
        info: { label: The {{name}}, tags: [test] }
        capability:
          exposes:
          - type: control
            port: {{controlPort}}
            {{control.ReplaceLineEndings("\n    ")}}
          - type: rest
            namespace: {{name}}
            port: {{port}}
            resources:
            - path: /v1/{{name}}
              description: It.
              operations:
              - { method: GET, name: get, description: Says it., outputParameters: [ { name: says, type: string, value: "{{name}}" } ] }
        """;

    public async Task<(int Status, JsonElement Json)> SendAsync(HttpMethod method, int port, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri($"http://127.0.0.1:{port}{path}"));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await Live.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, JsonElement.Parse(text));
    }

    public Task<(int Status, JsonElement Json)> GetAsync(int port, string path) => SendAsync(HttpMethod.Get, port, path);

    public Task<(int Status, JsonElement Json)> PostAsync(int port, string path) => SendAsync(HttpMethod.Post, port, path);

    /// <summary>
    /// Completes when the server is done with all that was asked of the files' port so far, which is after the answers have come: a connection
    /// takes one request after the other.
    /// </summary>
    public Task SettleAsync() => Live.GetAsync("/");

    /// <summary>Opens a stream of events.</summary>
    public async Task<LogEvents> OpenAsync(int port, string path)
    {
        var response = await Live.Http.GetAsync(new Uri($"http://127.0.0.1:{port}{path}"), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return new LogEvents(response);
    }

    public ValueTask DisposeAsync() => Live.DisposeAsync();
}
