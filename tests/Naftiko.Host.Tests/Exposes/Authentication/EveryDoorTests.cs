using System.Text;

namespace Naftiko.Host.Tests.Exposes.Authentication;

/// <summary>Each kind of authentication before each kind of surface, at each address that the surface answers at.</summary>
public sealed class EveryDoorTests
{
    private const string ToolCall = """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"say","arguments":{}}}""";

    private static readonly Dictionary<string, string> Variables = new() { ["SECRET"] = "correct-horse" };

    /// <summary>Method and address of everything that stands behind a gate.</summary>
    private static readonly string[] Guarded =
    [
        "GET /v1/it", "GET /rest/v1/it", "HEAD /v1/it", "GET /rest/openapi.json", "GET /v1/passed", "POST /mcp", "POST /tools/mcp", "POST /", "GET /skills", "GET /skill/skills",
        "GET /skills/talk", "GET /skills/talk/download",
    ];

    private static string Yaml(string authentication) => $$$"""
        naftiko: 1.0.0-alpha2
        capability:
          exposes:
          - type: rest
            namespace: rest
            port: PORT
            authentication: {{{authentication}}}
            resources:
            - path: /v1/it
              operations:
              - { method: GET, name: get, outputParameters: [ { name: says, type: string, value: "hello" } ] }
            - { path: "/v1/passed/{path}", forward: { targetNamespace: api } }
          - type: mcp
            namespace: tools
            port: PORT
            authentication: {{{authentication}}}
            tools:
            - { name: say, description: Says it., outputParameters: [ { name: says, type: string, value: "hello" } ] }
          - type: skill
            namespace: skill
            port: PORT
            authentication: {{{authentication}}}
            skills:
            - { name: talk, description: Talks., tools: [ { name: say, description: Says it., from: { sourceNamespace: tools, action: say } } ] }
          consumes:
          - { type: http, namespace: api, baseUri: "http://127.0.0.1:9", resources: [] }
        """;

    [Theory]
    [InlineData("{ type: bearer, token: '{{SECRET}}' }", "Authorization", "Bearer correct-horse", "Bearer")]
    [InlineData("{ type: basic, username: u, password: '{{SECRET}}' }", "Authorization", "Basic dTpjb3JyZWN0LWhvcnNl", "Basic realm=\"naftiko\"")]
    [InlineData("{ type: apikey, key: X-Key, value: '{{SECRET}}' }", "X-Key", "correct-horse", "")]
    [InlineData("{ type: apikey, key: key, value: '{{SECRET}}', placement: query }", null, "?key=correct-horse", "")]
    public async Task Door_KnownSecret_OpensForItAlone(string authentication, string? header, string value, string challenge)
    {
        await using var host = await GuardedHost.StartAsync(Yaml(authentication), Variables);

        foreach (var address in Guarded)
        {
            var refused = await SendAsync(host, address, "");
            Assert.True(refused.Status == 401, $"{address} answers {refused.Status} without a credential");
            Assert.StartsWith(challenge, refused.Challenge, StringComparison.Ordinal);
            Assert.True((await SendAsync(host, address, header is null ? value + "x" : "", (header ?? "X-Other", value + "x"))).Status == 401, $"{address} takes a wrong credential");
            var admitted = await SendAsync(host, address, header is null ? value : "", (header ?? "X-Other", value));
            Assert.True(admitted.Status == ExpectedOf(address), $"{address} answers {admitted.Status} with the right credential");
        }

        host.AssertLogsHide("correct-horse");
    }

    [Fact]
    public async Task Door_OAuth2_OpensForGoodTokensAlone()
    {
        await using var issuer = await new TestIssuer().StartAsync();
        await using var host = await GuardedHost.StartAsync(
            Yaml($"{{ type: oauth2, authorizationServerUri: '{issuer.Uri}', resource: 'https://api.naftiko.test/v1', scopes: [read] }}"));
        var good = issuer.Token();
        var foreign = issuer.Token(claims => claims["aud"] = "https://other.test");
        var weak = issuer.Token(claims => claims["scope"] = "write");

        foreach (var address in Guarded)
        {
            var none = await SendAsync(host, address, "");
            Assert.Equal((401, true), (none.Status, none.Challenge.Contains("resource_metadata=", StringComparison.Ordinal)));
            Assert.Equal(401, (await SendAsync(host, address, "", ("Authorization", $"Bearer {foreign}"))).Status);
            Assert.Equal(403, (await SendAsync(host, address, "", ("Authorization", $"Bearer {weak}"))).Status);
            Assert.Equal(ExpectedOf(address), (await SendAsync(host, address, "", ("Authorization", $"Bearer {good}"))).Status);
        }

        Assert.Equal(200, (await host.GetAsync("/.well-known/oauth-protected-resource/v1")).Status);
    }

    [Fact]
    public async Task Door_Digest_OpensForCurl()
    {
        await using var host = await GuardedHost.StartAsync(Yaml("{ type: digest, username: u, password: '{{SECRET}}' }"), Variables);

        foreach (var address in Guarded.Where(a => !a.StartsWith("HEAD", StringComparison.Ordinal)))
        {
            var refused = await SendAsync(host, address, "");
            Assert.Equal(401, refused.Status);
            Assert.StartsWith("Digest realm=\"naftiko\", algorithm=SHA-256", refused.Challenge, StringComparison.Ordinal);
            Assert.Equal($"{ExpectedOf(address)}", await CurlAsync(host, address, "u:correct-horse"));
            Assert.Equal("401", await CurlAsync(host, address, "u:wrong"));
        }
    }

    /// <summary>Nothing answers behind the forwarded path: whoever gets so far was let in.</summary>
    private static int ExpectedOf(string address) => address.EndsWith("/passed", StringComparison.Ordinal) ? 502 : 200;

    private static async Task<Answered> SendAsync(GuardedHost host, string address, string query, params (string Name, string Value)[] headers)
    {
        var (method, path) = (address.Split(' ')[0], address.Split(' ')[1]);
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), host.Origin + path + query);
        request.Content = method == "POST" ? new StringContent(ToolCall, Encoding.UTF8, "application/json") : null;
        return await host.SendAsync(request, null, [("Accept", "application/json, text/event-stream"), .. headers]);
    }

    private static Task<string> CurlAsync(GuardedHost host, string address, string user)
    {
        var (method, path) = (address.Split(' ')[0], address.Split(' ')[1]);
        string[] body = method == "POST" ? ["-H", "Content-Type: application/json", "-H", "Accept: application/json, text/event-stream", "-d", ToolCall] : [];
        return Curl.RunAsync(["--digest", "-u", user, "-o", "/dev/null", "-w", "%{http_code}", "-X", method, .. body, host.Origin + path]);
    }
}
