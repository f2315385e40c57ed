using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Naftiko.Host.Tests.Exposes.Authentication;

/// <summary><c>forward</c> to upstreams that want a credential: every kind that operations have.</summary>
public sealed class ForwardCredentialTests
{
    private static readonly Dictionary<string, string> Variables = new() { ["SECRET"] = "correct-horse" };

    private static string Yaml(string baseUri, string authentication) => $$$"""
        naftiko: 1.0.0-alpha2
        capability:
          exposes:
          - type: rest
            namespace: rest
            port: PORT
            resources:
            - { path: "/v1/passed/{path}", forward: { targetNamespace: api, trustedHeaders: [ Accept ] } }
          consumes:
          - { type: http, namespace: api, baseUri: "{{{baseUri}}}", authentication: { {{{authentication}}} }, resources: [] }
        """;

    [Theory]
    [InlineData("type: bearer, token: '{{SECRET}}'", "POST /x?q=1", "Authorization", "Bearer correct-horse")]
    [InlineData("type: basic, username: u, password: '{{SECRET}}'", "POST /x?q=1", "Authorization", "Basic dTpjb3JyZWN0LWhvcnNl")]
    [InlineData("type: apikey, key: X-Key, value: '{{SECRET}}'", "POST /x?q=1", "X-Key", "correct-horse")]
    [InlineData("type: apikey, key: key, value: '{{SECRET}}', placement: query", "POST /x?q=1&key=correct-horse", "X-Key", "")]
    [InlineData("type: apikey, key: sid, value: '{{SECRET}}', placement: cookie", "POST /x?q=1", "Cookie", "sid=correct-horse")]
    [InlineData("type: apikey, headers: { X-A: one, X-B: '{{SECRET}}' }", "POST /x?q=1", "X-B", "correct-horse")]
    public async Task Forward_KnownSecret_IsAddedAndCallersOwnIsNot(string authentication, string line, string header, string value)
    {
        var seen = new ConcurrentQueue<(string Line, string Header, string Body)>();
        await using var server = await LoopbackServer.StartAsync(context => RememberAsync(context, seen, header));
        await using var host = await GuardedHost.StartAsync(Yaml(server.Origin, authentication), Variables);

        Assert.Equal(200, await PostAsync(host, "/v1/passed/x?q=1&key=mine", ("Authorization", "Bearer mine"), ("X-Key", "mine"), ("Cookie", "sid=mine")));

        Assert.Equal((line.Contains("key=", StringComparison.Ordinal) ? line : line + "&key=mine", value, "of the caller"), Assert.Single(seen));
    }

    [Fact]
    public async Task Forward_ApiKeyInThePath_StandsInTheBaseUri()
    {
        var seen = new ConcurrentQueue<(string Line, string Header, string Body)>();
        await using var server = await LoopbackServer.StartAsync(context => RememberAsync(context, seen, "X-Key"));
        await using var host = await GuardedHost.StartAsync(Yaml($"{server.Origin}/bot{{token}}", "type: apikey, key: token, value: '{{SECRET}}', placement: path"), Variables);

        Assert.Equal(200, await PostAsync(host, "/v1/passed/x"));

        Assert.Equal("POST /botcorrect-horse/x", Assert.Single(seen).Line);
    }

    [Fact]
    public async Task Forward_ApiKeyWithoutAPlace_IsReported()
    {
        await using var host = await GuardedHost.StartAsync(Yaml("http://127.0.0.1:9", "type: apikey, key: token, value: '{{SECRET}}', placement: path"), Variables);

        Assert.Contains(host.Diagnostics, d => d.Message.Contains("has a place for the credential 'token'", StringComparison.Ordinal) && d.Span.Line == 8);
    }

    [Fact]
    public async Task Forward_ApiKeyForTheBody_IsRefused()
    {
        var seen = new ConcurrentQueue<(string Line, string Header, string Body)>();
        await using var server = await LoopbackServer.StartAsync(context => RememberAsync(context, seen, "X-Key"));
        await using var host = await GuardedHost.StartAsync(Yaml(server.Origin, "type: apikey, key: token, value: '{{SECRET}}', placement: body"), Variables);

        Assert.Equal(501, await PostAsync(host, "/v1/passed/x"));
        Assert.Empty(seen);
        Assert.Contains(host.Diagnostics, d => d.Message.Contains("belongs into the body", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Forward_OAuth2_FetchesATokenAndReplacesOneThatIsRefused()
    {
        await using var issuer = await new TestIssuer().StartAsync();
        var seen = new ConcurrentQueue<(string Line, string Header, string Body)>();
        await using var server = await LoopbackServer.StartAsync(context => RememberAsync(context, seen, "Authorization", seen.IsEmpty ? 401 : 200));
        await using var host = await GuardedHost.StartAsync(Yaml(server.Origin, $"type: oauth2, tokenEndpoint: '{issuer.Origin}/token', clientId: me, clientSecret: '{{{{SECRET}}}}'"), Variables);

        Assert.Equal(200, await PostAsync(host, "/v1/passed/x"));

        Assert.Equal([("POST /x", "Bearer secret-token-1", "of the caller"), ("POST /x", "Bearer secret-token-2", "of the caller")], seen);
    }

    private static async Task<int> PostAsync(GuardedHost host, string path, params (string, string)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, host.Origin + path) { Content = new StringContent("of the caller", Encoding.UTF8, "text/plain") };
        return (await host.SendAsync(request, null, headers)).Status;
    }

    private static async Task RememberAsync(HttpContext context, ConcurrentQueue<(string, string, string)> seen, string header, int status = 200)
    {
        using var reader = new StreamReader(context.Request.Body);
        var line = $"{context.Request.Method} {context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget}";
        seen.Enqueue((line, context.Request.Headers[header].ToString(), await reader.ReadToEndAsync()));
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync("{}");
    }
}
