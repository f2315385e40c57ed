using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Naftiko.Host.Tests.Exposes.Rest.OpenApi;

/// <summary>An upstream on loopback that remembers what it was asked and answers every request with a small JSON object.</summary>
internal sealed class RecordingUpstream : IAsyncDisposable
{
    private readonly WebApplication _server;

    private RecordingUpstream(WebApplication server) => _server = server;

    public string Origin => _server.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();

    public ConcurrentQueue<RecordedRequest> Requests { get; } = [];

    public static async Task<RecordingUpstream> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var upstream = new RecordingUpstream(builder.Build());
        upstream._server.Run(upstream.AnswerAsync);
        await upstream._server.StartAsync(TestContext.Current.CancellationToken);
        return upstream;
    }

    public RecordedRequest Single() => Assert.Single(Requests);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        Requests.Enqueue(new RecordedRequest(
            $"{context.Request.Method} {context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget}",
            context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await reader.ReadToEndAsync(context.RequestAborted)));
        context.Response.StatusCode = context.Request.Method == "POST" ? 201 : 200;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync("""{"ok":true}""", context.RequestAborted);
    }
}

/// <summary>A request as it arrived.</summary>
internal sealed record RecordedRequest(string Line, Dictionary<string, string> Headers, string Body);
