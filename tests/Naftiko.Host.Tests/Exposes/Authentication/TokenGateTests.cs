using System.Text;
using System.Text.Json.Nodes;

namespace Naftiko.Host.Tests.Exposes.Authentication;

/// <summary>Which tokens a surface with <c>type: oauth2</c> lets in.</summary>
public sealed class TokenGateTests : TokenTest
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Token_Good_IsLetIn(bool isRsa)
    {
        await using var issuer = await new TestIssuer { Key = isRsa ? TestKey.Rsa("a") : TestKey.EllipticCurve("b") }.StartAsync();
        await using var host = await GuardedHost.StartAsync(Yaml(issuer.Uri));

        var answer = await host.GetAsync(authorization: $"Bearer {issuer.Token()}");

        Assert.Equal(200, answer.Status);
        Assert.Contains("hello", answer.Body, StringComparison.Ordinal);
        host.AssertLogsHide(issuer.Token()[..40]);
    }

    [Fact]
    public async Task Token_None_IsToldWhereToGetOne()
    {
        await using var issuer = await new TestIssuer().StartAsync();
        await using var host = await GuardedHost.StartAsync(Yaml(issuer.Uri));

        var answer = await host.GetAsync();

        Assert.Equal(401, answer.Status);
        Assert.Equal("Bearer scope=\"read\", resource_metadata=\"https://api.naftiko.test/.well-known/oauth-protected-resource/v1\"", answer.Challenge);
        Assert.Empty(issuer.Requests);
        var metadata = JsonNode.Parse((await host.GetAsync("/.well-known/oauth-protected-resource/v1")).Body)!;
        Assert.Equal("https://api.naftiko.test/v1", (string?)metadata["resource"]);
        Assert.Equal(issuer.Uri, (string?)metadata["authorization_servers"]![0]);
        Assert.Equal("read", (string?)metadata["scopes_supported"]![0]);
        Assert.Equal("https://api.naftiko.test/v1", (string?)JsonNode.Parse((await host.GetAsync("/.well-known/oauth-protected-resource")).Body)!["resource"]);
        Assert.Equal(404, (await host.GetAsync("/.well-known/oauth-protected-resource/v2")).Status);
    }

    [Fact]
    public async Task Metadata_OfTwoResources_StandEachAtItsOwnPlaceAlone()
    {
        await using var issuer = await new TestIssuer().StartAsync();
        var one = Yaml(issuer.Uri);
        var two = one[one.IndexOf("  - type: rest", StringComparison.Ordinal)..]
            .Replace("namespace: rest", "namespace: second", StringComparison.Ordinal)
            .Replace("naftiko.test/v1", "naftiko.test/v2", StringComparison.Ordinal);
        await using var host = await GuardedHost.StartAsync($"{one}\n{two}");

        Assert.Equal("https://api.naftiko.test/v1", (string?)JsonNode.Parse((await host.GetAsync("/.well-known/oauth-protected-resource/v1")).Body)!["resource"]);
        Assert.Equal("https://api.naftiko.test/v2", (string?)JsonNode.Parse((await host.GetAsync("/.well-known/oauth-protected-resource/v2")).Body)!["resource"]);
        Assert.Equal(404, (await host.GetAsync("/.well-known/oauth-protected-resource")).Status);
    }

    [Theory]
    [InlineData("expired", "Token expired")]
    [InlineData("endless", "Token expired")]
    [InlineData("early", "Token not yet valid")]
    [InlineData("issuer", "Invalid issuer")]
    [InlineData("audience", "Invalid audience")]
    [InlineData("tampered", "Signature verification failed")]
    [InlineData("none", "Signature verification failed")]
    [InlineData("mac of the public key", "Signature verification failed")]
    [InlineData("mac of a published key", "Signature verification failed")]
    [InlineData("other key", "Signature verification failed")]
    [InlineData("unknown key", "Signature verification failed")]
    [InlineData("opaque", "Signature verification failed")]
    [InlineData("critical", "Signature verification failed")]
    public async Task Token_Bad_IsRefusedWithTheReason(string what, string reason)
    {
        await using var issuer = await new TestIssuer().StartAsync();
        await using var host = await GuardedHost.StartAsync(Yaml(issuer.Uri));
        var token = Bad(issuer, what);

        var answer = await host.GetAsync(authorization: $"Bearer {token}");

        Assert.Equal(401, answer.Status);
        Assert.Contains($"error=\"invalid_token\", error_description=\"{reason}\"", answer.Challenge, StringComparison.Ordinal);
        Assert.Equal(200, (await host.GetAsync(authorization: $"Bearer {issuer.Token()}")).Status);
        host.AssertLogsHide(token);
    }

    [Theory]
    [InlineData("exp", -50)]
    [InlineData("nbf", 50)]
    public async Task Token_ClocksDifferALittle_IsLetIn(string claim, int seconds)
    {
        await using var issuer = await new TestIssuer().StartAsync();
        await using var host = await GuardedHost.StartAsync(Yaml(issuer.Uri));

        var answer = await host.GetAsync(authorization: $"Bearer {issuer.Token(claims => claims[claim] = DateTimeOffset.UtcNow.AddSeconds(seconds).ToUnixTimeSeconds())}");

        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task Token_WithoutTheScope_IsForbidden()
    {
        await using var issuer = await new TestIssuer().StartAsync();
        await using var host = await GuardedHost.StartAsync(Yaml(issuer.Uri));

        var answer = await host.GetAsync(authorization: $"Bearer {issuer.Token(claims => claims["scope"] = "write reading")}");

        Assert.Equal(403, answer.Status);
        Assert.Contains("error=\"insufficient_scope\"", answer.Challenge, StringComparison.Ordinal);
        Assert.Contains("scope=\"read\"", answer.Challenge, StringComparison.Ordinal);
        Assert.Contains("resource_metadata=", answer.Challenge, StringComparison.Ordinal);
        var asArray = issuer.Token(claims => (claims["scope"], claims["scp"]) = (null, new JsonArray("read", "write")));
        Assert.Equal(200, (await host.GetAsync(authorization: $"Bearer {asArray}")).Status);
    }

    [Theory]
    [InlineData("resource: https://api.naftiko.test/v1", "resource: /v1", "'resource' must be an absolute http or https URI")]
    [InlineData("authorizationServerUri: http", "authorizationServerUri: ftp", "'authorizationServerUri' must be an absolute http or https URI")]
    [InlineData("scopes: [read]", "tokenValidation: introspect", "'tokenValidation' of a surface's authentication is jwks or introspection")]
    public async Task Settings_ThatCannotBeMeant_LetNobodyInAndAreReported(string right, string wrong, string message)
    {
        await using var issuer = await new TestIssuer().StartAsync();
        await using var host = await GuardedHost.StartAsync(Yaml(issuer.Uri).Replace(right, wrong, StringComparison.Ordinal));

        Assert.Equal(401, (await host.GetAsync(authorization: $"Bearer {issuer.Token()}")).Status);
        Assert.Contains(host.Diagnostics, d => d.Message.StartsWith(message, StringComparison.Ordinal) && d.Span.Line > 6);
    }

    [Fact]
    public async Task Mcp_Session_BelongsToItsSubject()
    {
        await using var issuer = await new TestIssuer().StartAsync();
        await using var host = await GuardedHost.StartAsync($$"""
            naftiko: 1.0.0-alpha2
            capability:
              exposes:
              - type: mcp
                namespace: tools
                port: PORT
                authentication: { type: oauth2, authorizationServerUri: "{{issuer.Uri}}", resource: https://api.naftiko.test/v1 }
                tools:
                - { name: say, description: Says it., outputParameters: [ { name: says, type: string, value: "hello" } ] }
            """);
        var alice = $"Bearer {issuer.Token()}";
        var bob = $"Bearer {issuer.Token(claims => claims["sub"] = "bob")}";

        Assert.Equal(401, (await PostAsync(host, null, null, Initialize)).Status);
        var begun = await PostAsync(host, alice, null, Initialize);
        Assert.Equal(200, begun.Status);
        var session = begun.Headers.NonValidated["Mcp-Session-Id"].ToString();
        Assert.Equal(202, (await PostAsync(host, alice, session, """{"jsonrpc":"2.0","method":"notifications/initialized"}""")).Status);
        Assert.Equal(200, (await PostAsync(host, alice, session, Call)).Status);
        Assert.Equal(404, (await PostAsync(host, bob, session, Call)).Status);
    }

    private const string Initialize = """
        {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}
        """;

    private const string Call = """{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"say","arguments":{}}}""";

    private static async Task<Answered> PostAsync(GuardedHost host, string? authorization, string? session, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, host.Origin + "/mcp") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        (string, string)[] headers = [("Accept", "application/json, text/event-stream"), .. session is null ? Array.Empty<(string, string)>() : [("Mcp-Session-Id", session), ("MCP-Protocol-Version", "2025-11-25")]];
        return await host.SendAsync(request, authorization, headers);
    }

    private static string Bad(TestIssuer issuer, string what)
    {
        switch (what)
        {
            case "expired":
                return issuer.Token(claims => claims["exp"] = DateTimeOffset.UtcNow.AddSeconds(-90).ToUnixTimeSeconds());
            case "endless":
                return issuer.Token(claims => claims.Remove("exp"));
            case "early":
                return issuer.Token(claims => claims["nbf"] = DateTimeOffset.UtcNow.AddSeconds(90).ToUnixTimeSeconds());
            case "issuer":
                return issuer.Token(claims => claims["iss"] = "https://other.test");
            case "audience":
                return issuer.Token(claims => claims["aud"] = new JsonArray("https://api.naftiko.test/v2"));
            case "tampered":
                var parts = issuer.Token().Split('.');
                var other = issuer.Token(claims => claims["sub"] = "admin").Split('.');
                return $"{parts[0]}.{other[1]}.{parts[2]}";
            case "none":
                return issuer.Token(key: TestKey.None(issuer.Key.Id));
            case "mac of the public key":
                return issuer.Token(key: TestKey.Mac(issuer.Key.Id, Encoding.UTF8.GetBytes(issuer.Key.Public().ToJsonString())));
            case "mac of a published key":
                return issuer.Token(key: TestKey.Mac("shared", Encoding.UTF8.GetBytes(new string('k', 64))));
            case "other key":
                return issuer.Token(key: TestKey.Rsa(issuer.Key.Id));
            case "unknown key":
                return issuer.Token(key: TestKey.Rsa("stranger"));
            case "critical":
                return issuer.Token(changeHeader: header => (header["crit"], header["exp"]) = (new JsonArray("exp"), 1));
            default:
                return "opaque";
        }
    }
}
