using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Naftiko.Host.Tests.Exposes.Mcp;

namespace Naftiko.Host.Tests.Exposes.Authentication;

/// <summary>A surface with <c>type: oauth2</c> against an issuer on loopback.</summary>
public sealed class TokenGateTests
{
    private static string Yaml(string issuer, string more = "") => $$"""
        naftiko: 1.0.0-alpha2
        capability:
          exposes:
          - type: rest
            namespace: rest
            port: PORT
            authentication:
              type: oauth2
              authorizationServerUri: {{issuer}}
              resource: https://api.naftiko.test/v1
              scopes: [read]
              {{more}}
            resources:
            - path: /v1/it
              operations:
              - { method: GET, name: get, outputParameters: [ { name: says, type: string, value: "hello" } ] }
        """;

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

    [Fact]
    public async Task Keys_Rotated_AreFetchedAgainButNotAtEveryToken()
    {
        var time = new ManualTime();
        await using var issuer = await new TestIssuer().StartAsync();
        await using var host = await GuardedHost.StartAsync(Yaml(issuer.Uri), time: time);
        Assert.Equal(200, (await host.GetAsync(authorization: $"Bearer {issuer.Token()}")).Status);
        var old = issuer.Token();

        issuer.Key = TestKey.EllipticCurve("ec-2");
        Assert.Equal(401, (await host.GetAsync(authorization: $"Bearer {issuer.Token()}")).Status);
        Assert.Equal(1, issuer.Count("/keys"));
        time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(200, (await host.GetAsync(authorization: $"Bearer {issuer.Token()}")).Status);
        Assert.Equal(401, (await host.GetAsync(authorization: $"Bearer {old}")).Status);

        Assert.Equal(2, issuer.Count("/keys"));
        Assert.Equal(1, issuer.Count(issuer.Place));
    }

    [Theory]
    [InlineData("use", "\"enc\"", 401)]
    [InlineData("key_ops", "[\"encrypt\", \"wrapKey\"]", 401)]
    [InlineData("key_ops", "[\"verify\"]", 200)]
    [InlineData("alg", "\"PS256\"", 401)]
    public async Task Keys_ForAnotherUse_DoNotCount(string member, string value, int status)
    {
        var key = TestKey.Rsa("a");
        await using var issuer = await new TestIssuer
        {
            Key = key with
            {
                Public = () =>
                {
                    var json = key.Public();
                    json[member] = JsonNode.Parse(value);
                    return json;
                },
            },
        }.StartAsync();
        await using var host = await GuardedHost.StartAsync(Yaml(issuer.Uri));

        Assert.Equal(status, (await host.GetAsync(authorization: $"Bearer {issuer.Token()}")).Status);
    }

    [Fact]
    public async Task Keys_Rotated_AreFetchedOnceHoweverManyAsk()
    {
        var time = new ManualTime();
        await using var issuer = await new TestIssuer().StartAsync();
        await using var host = await GuardedHost.StartAsync(Yaml(issuer.Uri), time: time);
        Assert.Equal(200, (await host.GetAsync(authorization: $"Bearer {issuer.Token()}")).Status);

        issuer.Key = TestKey.EllipticCurve("ec-2");
        time.Advance(TimeSpan.FromSeconds(31));
        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => host.GetAsync(authorization: $"Bearer {issuer.Token()}")));

        Assert.All(all, answer => Assert.Equal(200, answer.Status));
        Assert.Equal(2, issuer.Count("/keys"));
    }

    [Fact]
    public async Task Issuer_WithoutMetadata_IsAskedAgain()
    {
        var time = new ManualTime();
        await using var issuer = await new TestIssuer { Place = "/nowhere" }.StartAsync();
        await using var host = await GuardedHost.StartAsync(Yaml(issuer.Uri), time: time);
        Assert.Equal(503, (await host.GetAsync(authorization: $"Bearer {issuer.Token()}")).Status);
        var asked = issuer.Requests.Count;
        Assert.Equal(503, (await host.GetAsync(authorization: $"Bearer {issuer.Token()}")).Status);
        Assert.Equal(asked, issuer.Requests.Count);

        issuer.Place = "/.well-known/openid-configuration";
        time.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal(200, (await host.GetAsync(authorization: $"Bearer {issuer.Token()}")).Status);
    }

    [Fact]
    public async Task Issuer_GivenByTheAddressOfItsMetadata_IsNamedByItsIdentifier()
    {
        await using var issuer = await new TestIssuer { Path = "/tenant", Place = "/.well-known/oauth-authorization-server/tenant" }.StartAsync();
        await using var host = await GuardedHost.StartAsync(Yaml(issuer.Origin + issuer.Place));

        Assert.Equal(200, (await host.GetAsync(authorization: $"Bearer {issuer.Token()}")).Status);
        Assert.Equal(issuer.Uri, (string?)JsonNode.Parse((await host.GetAsync("/.well-known/oauth-protected-resource")).Body)!["authorization_servers"]![0]);
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
    public async Task Issuer_Unreachable_NobodyComesInUntilItAnswers()
    {
        var time = new ManualTime();
        var port = Hosting.TestHost.FreePort();
        await using var host = await GuardedHost.StartAsync(Yaml($"http://127.0.0.1:{port}"), time: time);
        var key = TestKey.Rsa("rsa-1");
        var token = TestIssuer.Token($"http://127.0.0.1:{port}", key);

        var answer = await host.GetAsync(authorization: $"Bearer {token}");
        Assert.Equal(503, answer.Status);
        Assert.Equal("5", answer.Headers.NonValidated["Retry-After"].ToString());
        Assert.Equal(401, (await host.GetAsync()).Status);
        await using var issuer = await new TestIssuer { Key = key }.StartAsync(port);
        time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(200, (await host.GetAsync(authorization: $"Bearer {token}")).Status);

        Assert.Contains(host.Logs.Entries, entry => entry.Category == "Naftiko.Authentication");
        host.AssertLogsHide(token);
    }

    [Fact]
    public async Task Issuer_GoneForAWhile_ItsKeysStayGood()
    {
        var time = new ManualTime();
        var issuer = await new TestIssuer().StartAsync();
        await using var host = await GuardedHost.StartAsync(Yaml(issuer.Uri), time: time);
        var token = issuer.Token();
        Assert.Equal(200, (await host.GetAsync(authorization: $"Bearer {token}")).Status);
        await issuer.DisposeAsync();

        time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(200, (await host.GetAsync(authorization: $"Bearer {token}")).Status);
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(503, (await host.GetAsync(authorization: $"Bearer {token}")).Status);
    }

    [Theory]
    [InlineData("/.well-known/oauth-authorization-server/tenant")]
    [InlineData("/tenant/.well-known/openid-configuration")]
    [InlineData("/tenant/.well-known/oauth-authorization-server")]
    [InlineData("/.well-known/openid-configuration/tenant")]
    public async Task Discovery_EveryForm_IsFound(string place)
    {
        await using var issuer = await new TestIssuer { Path = "/tenant", Place = place }.StartAsync();
        await using var host = await GuardedHost.StartAsync(Yaml(issuer.Uri + "/"));

        Assert.Equal(200, (await host.GetAsync(authorization: $"Bearer {issuer.Token()}")).Status);
    }

    [Fact]
    public async Task Discovery_OfAnotherIssuer_IsNotBelieved()
    {
        await using var issuer = await new TestIssuer { ClaimedIssuer = "https://evil.test" }.StartAsync();
        await using var host = await GuardedHost.StartAsync(Yaml(issuer.Uri));

        Assert.Equal(503, (await host.GetAsync(authorization: $"Bearer {issuer.Token()}")).Status);
        Assert.Equal(0, issuer.Count("/keys"));
    }

    [Fact]
    public async Task Introspection_Active_IsLetInAndKeptForAMoment()
    {
        await using var issuer = await new TestIssuer
        {
            Introspect = token => token == "opaque-token-1"
                ? new JsonObject { ["active"] = true, ["scope"] = "read", ["sub"] = "alice", ["aud"] = "https://api.naftiko.test/v1" }
                : new JsonObject { ["active"] = false },
        }.StartAsync();
        await using var host = await GuardedHost.StartAsync(
            Yaml(issuer.Uri, "tokenValidation: introspection\n      clientId: me\n      clientSecret: \"{{CLIENT_SECRET}}\""), new() { ["CLIENT_SECRET"] = "very secret: 1" });

        Assert.Equal(200, (await host.GetAsync(authorization: "Bearer opaque-token-1")).Status);
        Assert.Equal(200, (await host.GetAsync(authorization: "Bearer opaque-token-1")).Status);
        var refused = await host.GetAsync(authorization: "Bearer opaque-token-2");

        Assert.Equal(401, refused.Status);
        Assert.Contains("Token not active", refused.Challenge, StringComparison.Ordinal);
        Assert.Equal(2, issuer.Count("/introspect"));
        var (_, authorization, body) = issuer.Requests.First(request => request.Path == "/introspect");
        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("me:very+secret%3A+1")), authorization);
        Assert.Equal("token=opaque-token-1&token_type_hint=access_token", body);
        host.AssertLogsHide("very secret", "opaque-token");
    }

    [Fact]
    public async Task Introspection_ClientSecretPost_StandsInTheForm()
    {
        await using var issuer = await new TestIssuer { Introspect = _ => new JsonObject { ["active"] = true, ["scope"] = "read" } }.StartAsync();
        await using var host = await GuardedHost.StartAsync(
            Yaml(issuer.Uri, "tokenValidation: introspection\n      clientId: me\n      clientSecret: secret-of-me\n      clientAuthentication: client_secret_post"));

        Assert.Equal(200, (await host.GetAsync(authorization: "Bearer opaque")).Status);

        var (_, authorization, body) = issuer.Requests.Single(request => request.Path == "/introspect");
        Assert.Null(authorization);
        Assert.EndsWith("&client_id=me&client_secret=secret-of-me", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500, "{}")]
    [InlineData(401, """{"error":"invalid_client"}""")]
    [InlineData(200, "no JSON")]
    public async Task Introspection_ThatDoesNotAnswer_LetsNobodyInAndBlamesNoToken(int status, string body)
    {
        await using var issuer = await new TestIssuer
        {
            AnswerToken = (context, _) =>
            {
                context.Response.StatusCode = status;
                return context.Response.WriteAsync(body);
            },
        }.StartAsync();
        await using var host = await GuardedHost.StartAsync(Yaml(issuer.Uri, $"tokenValidation: introspection\n      introspectionEndpoint: {issuer.Origin}/token"));

        Assert.Equal(503, (await host.GetAsync(authorization: "Bearer opaque-token")).Status);
        host.AssertLogsHide("opaque-token");
    }

    [Theory]
    [InlineData("aud", "https://other.test", 401)]
    [InlineData("iss", "https://other.test", 401)]
    [InlineData("scope", "write", 403)]
    public async Task Introspection_ActiveButForOthers_IsRefused(string claim, string value, int status)
    {
        await using var issuer = await new TestIssuer
        {
            Introspect = _ => new JsonObject { ["active"] = true, ["scope"] = "read", [claim] = value },
        }.StartAsync();
        await using var host = await GuardedHost.StartAsync(Yaml(issuer.Uri, "tokenValidation: introspection"));

        Assert.Equal(status, (await host.GetAsync(authorization: "Bearer opaque")).Status);
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
