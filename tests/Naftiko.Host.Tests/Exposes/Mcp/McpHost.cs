using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Naftiko.Host.Exposes.Mcp;

namespace Naftiko.Host.Tests.Exposes.Mcp;

/// <summary>One endpoint on a real Kestrel, and raw requests to it.</summary>
internal sealed class McpHost : IAsyncDisposable
{
    public const string Session = "Mcp-Session-Id";
    private readonly WebApplication _app;
    private readonly HttpClient _http;

    private McpHost(WebApplication app, McpEndpoint endpoint, SemaphoreSlim handled)
    {
        _app = app;
        Handled = handled;
        Endpoint = endpoint;
        _http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public McpEndpoint Endpoint { get; }

    /// <summary>Released each time the endpoint is done with a request.</summary>
    public SemaphoreSlim Handled { get; }

    public Uri Address => new(_http.BaseAddress!, "/mcp");

    public static async Task<McpHost> StartAsync(McpDefinition definition, McpLimits? limits = null, bool isStateless = false, TimeProvider? time = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var endpoint = new McpEndpoint(definition, NullLoggerFactory.Instance, time ?? TimeProvider.System, (limits ?? new McpLimits()) with { HasSessions = !isStateless });
        app.Lifetime.ApplicationStopping.Register(endpoint.Dispose);
        var handled = new SemaphoreSlim(0);
        app.Run(async context =>
        {
            SampleServer.Ambient.Value = context.Request.Headers["X-Ambient"];
            if (context.Request.Headers["X-User"] is [{ } name])
            {
                context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, name)], "test"));
            }

            await endpoint.HandleAsync(context);
            handled.Release();
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new McpHost(app, endpoint, handled);
    }

    /// <summary>A request, without the answer's body.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string? body, params (string Name, string Value)[] headers) =>
        SendAsync(method, body, TestContext.Current.CancellationToken, headers);

    public Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string? body, CancellationToken cancellationToken, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, "/mcp");
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        foreach (var (name, value) in headers)
        {
            var target = name == "Content-Type" ? (HttpHeaders)request.Content!.Headers : request.Headers;
            target.Remove(name);
            target.TryAddWithoutValidation(name, value);
        }

        return _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    public Task<HttpResponseMessage> PostAsync(string body, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Post, body, headers);

    /// <summary>A 2026-07-28 request with all that belongs to it.</summary>
    public Task<HttpResponseMessage> PostModernAsync(string method, string parameters = "", string id = "1", params (string Name, string Value)[] headers) =>
        PostModernAsync(method, parameters, id, TestContext.Current.CancellationToken, headers);

    public Task<HttpResponseMessage> PostModernAsync(
        string method, string parameters, string id, CancellationToken cancellationToken, params (string Name, string Value)[] headers)
    {
        using var document = JsonDocument.Parse($"{{{parameters}}}");
        var name = document.RootElement.TryGetProperty("name", out var value) ? value.GetString() : null;
        (string, string)[] own = name is null ? [] : [("Mcp-Name", name)];
        return SendAsync(
            HttpMethod.Post,
            ModernBody(method, parameters, id),
            cancellationToken,
            [("MCP-Protocol-Version", "2026-07-28"), ("Mcp-Method", method), .. own, .. headers]);
    }

    public static string ModernBody(string method, string parameters = "", string id = "1")
    {
        const string Meta =
            """
            "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}
            """;
        var all = parameters.Length > 0 ? $"{parameters},{Meta}" : Meta;
        return $$"""{"jsonrpc":"2.0","id":{{id}},"method":"{{method}}","params":{ {{all}} } }""";
    }

    public static string Call(string tool, string arguments = "{}", string id = "1") =>
        $$"""{"jsonrpc":"2.0","id":{{id}},"method":"tools/call","params":{"name":"{{tool}}","arguments":{{arguments}} } }""";

    public static string Initialize(string version = "2025-11-25") =>
        $$"""
        {"jsonrpc":"2.0","id":1,"method":"initialize","params":
          {"protocolVersion":"{{version}}","capabilities":{"elicitation":{} },"clientInfo":{"name":"test","version":"1"} } }
        """;

    /// <summary>Opens a session.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> OpenAsync(params (string Name, string Value)[] headers)
    {
        using var response = await PostAsync(Initialize(), headers);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return response.Headers.GetValues(Session).Single();
    }

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage response)
    {
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        using var document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        return document.RootElement.Clone();
    }

    public static async Task<EventReader> EventsAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return new EventReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }
}
