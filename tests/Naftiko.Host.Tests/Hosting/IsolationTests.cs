using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Host.Tests.Exposes;
using Naftiko.Host.Tests.Reloading;

namespace Naftiko.Host.Tests.Hosting;

/// <summary>One capability that hangs, fails or is flooded takes nothing from the others.</summary>
public sealed class IsolationTests
{
    private const int Flood = 400;
    private static readonly UpstreamLimits Limits = new() { MaxConcurrency = 4, TotalTimeout = TimeSpan.FromMinutes(5), HeadersTimeout = TimeSpan.FromMinutes(5) };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Flood_OfAHangingApi_LeavesTheOthersAlone()
    {
        var release = new TaskCompletionSource();
        var full = new SemaphoreSlim(0);
        await using var hanging = await Upstream.StartAsync(async context =>
        {
            full.Release();
            await release.Task.WaitAsync(context.RequestAborted);
            await context.Response.WriteAsync("\"late\"", context.RequestAborted);
        });
        await using var quick = await Upstream.StartAsync("\"quick\"");
        await using var folder = await LiveFolder.StartAsync(f =>
        {
            Write(f, "hanging", hanging);
            Write(f, "quick", quick);
        }, Limits);

        var flood = Enumerable.Range(0, Flood).Select(_ => folder.Http.GetAsync(new Uri($"http://127.0.0.1:{folder.Port}/v1/hanging"), Cancellation)).ToList();
        for (var i = 0; i < Limits.MaxConcurrency; i++)
        {
            await full.WaitAsync(Cancellation);
        }

        // Whatever finds neither a slot nor a place in the queue is refused at once.
        var refused = await FirstAsync(flood, Flood - Limits.MaxConcurrency - Limits.MaxWaiting);
        Assert.All(refused, r => Assert.Equal(HttpStatusCode.ServiceUnavailable, r.StatusCode));
        Assert.All(refused, r => Assert.Equal("1", r.Headers.RetryAfter?.ToString()));
        Assert.Contains("upstream-busy", await refused[0].Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Contains("(a retry may help)", await CallAsync(folder, "hanging"), StringComparison.Ordinal);

        // While the one hangs, all of the other's requests are answered.
        for (var i = 0; i < Flood / Limits.MaxConcurrency; i++)
        {
            var others = await Task.WhenAll(Enumerable.Range(0, Limits.MaxConcurrency).Select(_ => folder.GetAsync("/v1/quick")));
            Assert.All(others, body => Assert.Equal("\"quick\"", body));
        }

        Assert.Contains("quick", await CallAsync(folder, "quick"), StringComparison.Ordinal);
        Assert.Equal(Limits.MaxConcurrency, hanging.Requests.Count);

        // What waited has its turn once the API answers again.
        release.SetResult();
        var statuses = (await Task.WhenAll(flood)).CountBy(r => r.StatusCode).ToDictionary();
        Assert.Equal(Limits.MaxConcurrency + Limits.MaxWaiting, statuses[HttpStatusCode.OK]);
        Assert.Equal("\"late\"", await folder.GetAsync("/v1/hanging"));
    }

    [Fact]
    public async Task Callers_WhoLeave_FreeTheirSlots()
    {
        var arrived = new SemaphoreSlim(0);
        await using var hanging = await Upstream.StartAsync(context =>
        {
            if (context.Request.Path != "/hang")
            {
                return context.Response.WriteAsync("\"here\"", context.RequestAborted);
            }

            arrived.Release();
            return Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        await using var folder = await LiveFolder.StartAsync(f => Write(f, "api", hanging, "/{path}"), Limits);

        for (var round = 0; round < 3; round++)
        {
            using var impatience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            var leaving = Enumerable.Range(0, Limits.MaxConcurrency).Select(_ => folder.Http.GetAsync(new Uri($"http://127.0.0.1:{folder.Port}/v1/api?path=hang"), impatience.Token)).ToList();
            for (var i = 0; i < leaving.Count; i++)
            {
                await arrived.WaitAsync(Cancellation);
            }

            await impatience.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(leaving));
        }

        Assert.Equal("\"here\"", await folder.GetAsync("/v1/api?path=here"));
    }

    private static void Write(LiveFolder folder, string name, Upstream upstream, string path = "/thing") => folder.Replace($"{name}.yaml", $$"""
        naftiko: 1.0.0-alpha2
        capability:
          consumes:
          - type: http
            namespace: {{name}}
            baseUri: {{upstream.Address.GetLeftPart(UriPartial.Authority)}}
            resources:
            - path: "{{path}}"
              operations: [ { name: get, method: GET } ]
          exposes:
          - { type: rest, namespace: {{name}}-rest, port: {{folder.Port}}, resources: [ { path: /v1/{{name}}, operations: [ { method: GET, call: {{name}}.get } ] } ] }
          - { type: mcp, namespace: {{name}}-mcp, port: {{folder.Port}}, tools: [ { name: get-{{name}}, description: Gets it., call: {{name}}.get } ] }
        """);

    /// <summary>The answer of the capability's tool.</summary>
    private static async Task<string> CallAsync(LiveFolder folder, string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:{folder.Port}/{name}-mcp/mcp");
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        request.Content = new StringContent($$$$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get-{{{{name}}}}","arguments":{}}}""", Encoding.UTF8, "application/json");
        using var response = await folder.Http.SendAsync(request, Cancellation);
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        return answer.RootElement.GetProperty("result").GetRawText();
    }

    private static async Task<List<HttpResponseMessage>> FirstAsync(List<Task<HttpResponseMessage>> requests, int count)
    {
        var answers = new List<HttpResponseMessage>();
        await foreach (var answered in Task.WhenEach(requests))
        {
            answers.Add(await answered);
            if (answers.Count == count)
            {
                break;
            }
        }

        return answers;
    }
}
