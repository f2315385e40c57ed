using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Naftiko.Host.Tests.Exposes.Mcp;

namespace Naftiko.Host.Tests.Exposes.Authentication;

/// <summary>Calls of an upstream that wants a token, through a served capability.</summary>
public sealed class OAuth2CredentialTests
{
    private static readonly Dictionary<string, string> Variables = new() { ["CLIENT_SECRET"] = "s3cret-of-client", ["REFRESH"] = "refresh-token-0" };

    private static string Yaml(string upstream, string authentication) => $$$"""
        naftiko: 1.0.0-alpha2
        capability:
          exposes:
          - type: rest
            namespace: rest
            port: PORT
            resources:
            - path: /v1/it
              operations:
              - { method: GET, name: get, call: api.get }
              - { method: POST, name: post, call: api.post, with: { text: "hello" } }
          consumes:
          - type: http
            namespace: api
            baseUri: {{{upstream}}}
            authentication: { type: oauth2, {{{authentication}}} }
            resources:
            - path: /it
              operations:
              - { method: GET, name: get }
              - { method: POST, name: post, inputParameters: [ { name: text, in: body } ] }
        """;

    private static string ClientOf(TestIssuer issuer) => $"tokenEndpoint: '{issuer.Origin}/token', clientId: me, clientSecret: '{{{{CLIENT_SECRET}}}}', scopes: [read, write], audience: api";

    [Fact]
    public async Task Calls_Concurrent_FetchOneToken()
    {
        await using var issuer = await new TestIssuer().StartAsync();
        var upstream = new TokenUpstream(_ => true);
        await using var server = await LoopbackServer.StartAsync(upstream.AnswerAsync);
        await using var host = await GuardedHost.StartAsync(Yaml(server.Origin, ClientOf(issuer)), Variables);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => host.GetAsync()));

        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        Assert.Equal(1, issuer.Count("/token"));
        Assert.Equal(["Bearer secret-token-1"], upstream.Seen.Distinct());
        var (_, authorization, form) = Assert.Single(issuer.Requests);
        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("me:s3cret-of-client")), authorization);
        Assert.Equal("grant_type=client_credentials&scope=read+write&audience=api", form);
        host.AssertLogsHide("secret-token-1", "s3cret-of-client");
    }

    [Fact]
    public async Task Token_AboutToEnd_IsRenewedBefore()
    {
        var time = new ManualTime();
        await using var issuer = await new TestIssuer().StartAsync();
        var upstream = new TokenUpstream(_ => true);
        await using var server = await LoopbackServer.StartAsync(upstream.AnswerAsync);
        await using var host = await GuardedHost.StartAsync(Yaml(server.Origin, ClientOf(issuer)), Variables, time);

        await host.GetAsync();
        time.Advance(TimeSpan.FromSeconds(3500));
        await host.GetAsync();
        time.Advance(TimeSpan.FromSeconds(50));
        await host.GetAsync();

        Assert.Equal(["Bearer secret-token-1", "Bearer secret-token-1", "Bearer secret-token-2"], upstream.Seen);
    }

    [Fact]
    public async Task Renewal_Failing_TheOldTokenServesUntilItEnds()
    {
        var time = new ManualTime();
        await using var issuer = await new TestIssuer
        {
            AnswerToken = (context, number) => number == 1 ? TestIssuer.NewTokenAsync(context, 1) : TestIssuer.WriteAsync(context, new JsonObject { ["error"] = "temporarily" }, 500),
        }.StartAsync();
        var upstream = new TokenUpstream(_ => true);
        await using var server = await LoopbackServer.StartAsync(upstream.AnswerAsync);
        await using var host = await GuardedHost.StartAsync(Yaml(server.Origin, ClientOf(issuer)), Variables, time);

        Assert.Equal(200, (await host.GetAsync()).Status);
        time.Advance(TimeSpan.FromSeconds(3550));
        Assert.Equal(200, (await host.GetAsync()).Status);
        time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(502, (await host.GetAsync()).Status);
    }

    [Fact]
    public async Task Token_Refused_IsReplacedOnceAndTheRequestSentAgainWhole()
    {
        await using var issuer = await new TestIssuer().StartAsync();
        var upstream = new TokenUpstream(authorization => authorization != "Bearer secret-token-1");
        await using var server = await LoopbackServer.StartAsync(upstream.AnswerAsync);
        await using var host = await GuardedHost.StartAsync(Yaml(server.Origin, ClientOf(issuer)), Variables);

        using var request = new HttpRequestMessage(HttpMethod.Post, host.Origin + "/v1/it");
        var answer = await host.SendAsync(request, null);

        Assert.Equal(200, answer.Status);
        Assert.Equal(["Bearer secret-token-1", "Bearer secret-token-2"], upstream.Seen);
        Assert.Equal(["""{"text":"hello"}""", """{"text":"hello"}"""], upstream.Bodies);
    }

    [Fact]
    public async Task Token_AlwaysRefused_IsTriedTwiceAndNoMore()
    {
        await using var issuer = await new TestIssuer().StartAsync();
        var upstream = new TokenUpstream(_ => false);
        await using var server = await LoopbackServer.StartAsync(upstream.AnswerAsync);
        await using var host = await GuardedHost.StartAsync(Yaml(server.Origin, ClientOf(issuer)), Variables);

        var answer = await host.GetAsync();

        Assert.Equal(502, answer.Status);
        Assert.Contains("upstream-credential", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-token", answer.Body, StringComparison.Ordinal);
        Assert.Equal(2, upstream.Seen.Count);
        Assert.Equal(2, issuer.Count("/token"));
    }

    [Theory]
    [InlineData(401, """{"error":"invalid_client","error_description":"no client me with s3cret-of-client"}""", "invalid_client")]
    [InlineData(400, """{"error":"s3cret-of-client"}""", "status 400")]
    [InlineData(500, "s3cret-of-client", "status 500")]
    [InlineData(200, "s3cret-of-client", "JSON object")]
    [InlineData(200, """{"token_type":"bearer"}""", "without an access token")]
    [InlineData(200, """{"access_token":"x-y-z","token_type":"mac"}""", "another type")]
    public async Task TokenEndpoint_Failing_NothingIsSentAndNothingLeaks(int status, string body, string reason)
    {
        await using var issuer = await new TestIssuer
        {
            AnswerToken = (context, _) =>
            {
                context.Response.StatusCode = status;
                return context.Response.WriteAsync(body);
            },
        }.StartAsync();
        var upstream = new TokenUpstream(_ => true);
        await using var server = await LoopbackServer.StartAsync(upstream.AnswerAsync);
        await using var host = await GuardedHost.StartAsync(Yaml(server.Origin, ClientOf(issuer)), Variables);

        var answer = await host.GetAsync();

        Assert.Equal(502, answer.Status);
        Assert.Contains("upstream-credential", answer.Body, StringComparison.Ordinal);
        Assert.Contains(reason, answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", answer.Body, StringComparison.Ordinal);
        Assert.Empty(upstream.Seen);
        host.AssertLogsHide("s3cret");
    }

    [Fact]
    public async Task UpstreamError_ThatRepeatsTheToken_IsScrubbed()
    {
        await using var issuer = await new TestIssuer().StartAsync();
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.StatusCode = 400;
            return context.Response.WriteAsync($"bad: {context.Request.Headers.Authorization} and s3cret-of-client");
        });
        await using var host = await GuardedHost.StartAsync(Yaml(server.Origin, ClientOf(issuer)), Variables);

        var answer = await host.GetAsync();

        Assert.Equal(400, answer.Status);
        Assert.Equal("bad: Bearer {{access token of api}} and {{client secret of api}}", answer.Body);
        Assert.DoesNotContain("secret-token", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefreshToken_Replaced_TheNewOneIsUsedNext()
    {
        var time = new ManualTime();
        await using var issuer = await new TestIssuer
        {
            AnswerToken = (context, number) => TestIssuer.WriteAsync(context, new JsonObject
            {
                ["access_token"] = $"secret-token-{number}",
                ["refresh_token"] = $"refresh-token-{number}",
                ["expires_in"] = "600",
            }),
        }.StartAsync();
        var upstream = new TokenUpstream(_ => true);
        await using var server = await LoopbackServer.StartAsync(upstream.AnswerAsync);
        await using var host = await GuardedHost.StartAsync(
            Yaml(server.Origin, $"tokenUrl: '{issuer.Origin}/token', client_id: me, refreshToken: '{{{{REFRESH}}}}'"), Variables, time);

        await host.GetAsync();
        time.Advance(TimeSpan.FromSeconds(590));
        await host.GetAsync();

        Assert.Equal(["Bearer secret-token-1", "Bearer secret-token-2"], upstream.Seen);
        Assert.Equal(
            ["grant_type=refresh_token&refresh_token=refresh-token-0&client_id=me", "grant_type=refresh_token&refresh_token=refresh-token-1&client_id=me"],
            issuer.Requests.Select(request => request.Body));
    }

    [Fact]
    public async Task File_LoadedAgain_GoesOnWithItsTokenAndTheNewRefreshToken()
    {
        var time = new ManualTime();
        await using var issuer = await new TestIssuer
        {
            AnswerToken = (context, number) => TestIssuer.WriteAsync(context, new JsonObject
            {
                ["access_token"] = $"secret-token-{number}",
                ["refresh_token"] = $"refresh-token-{number}",
                ["expires_in"] = 600,
            }),
        }.StartAsync();
        var upstream = new TokenUpstream(_ => true);
        await using var server = await LoopbackServer.StartAsync(upstream.AnswerAsync);
        await using var host = await GuardedHost.StartAsync(
            Yaml(server.Origin, $"tokenUrl: '{issuer.Origin}/token', client_id: me, refreshToken: '{{{{REFRESH}}}}'"), Variables, time);

        await host.GetAsync();
        host.Reload();
        await host.GetAsync();
        time.Advance(TimeSpan.FromSeconds(590));
        await host.GetAsync();

        Assert.Equal(["Bearer secret-token-1", "Bearer secret-token-1", "Bearer secret-token-2"], upstream.Seen);
        Assert.Equal(["refresh-token-0", "refresh-token-1"], issuer.Requests.Select(r => System.Web.HttpUtility.ParseQueryString(r.Body)["refresh_token"]));
    }

    [Fact]
    public async Task TokenEndpoint_Discovered_TakesTheSecretAsItsMetadataSay()
    {
        await using var issuer = await new TestIssuer { SecretMethods = ["client_secret_post"] }.StartAsync();
        var upstream = new TokenUpstream(_ => true);
        await using var server = await LoopbackServer.StartAsync(upstream.AnswerAsync);
        await using var host = await GuardedHost.StartAsync(
            Yaml(server.Origin, $"authorizationServerUri: '{issuer.Uri}', clientId: me, clientSecret: '{{{{CLIENT_SECRET}}}}', resource: 'https://api.test'"), Variables);

        Assert.Equal(200, (await host.GetAsync()).Status);

        var (_, authorization, form) = issuer.Requests.Single(request => request.Path == "/token");
        Assert.Null(authorization);
        Assert.Equal("grant_type=client_credentials&resource=https%3A%2F%2Fapi.test&client_id=me&client_secret=s3cret-of-client", form);
    }

    [Fact]
    public async Task DryRun_ShowsAStandIn_AndFetchesNothing()
    {
        await using var issuer = await new TestIssuer().StartAsync();
        await using var host = await GuardedHost.StartAsync(Yaml("http://127.0.0.1:9", ClientOf(issuer)), Variables, isDryRun: true);

        var answer = await host.GetAsync();

        Assert.Equal("Bearer {{oauth2 token of api}}", (string?)JsonNode.Parse(answer.Body)!["headers"]!["Authorization"]);
        Assert.Empty(issuer.Requests);
    }

    [Theory]
    [InlineData("clientId: me, clientSecret: '{{UNSET_SECRET}}', tokenEndpoint: 'http://127.0.0.1:9/token'", "UNSET_SECRET")]
    [InlineData("scopes: [read]", "tokenEndpoint")]
    [InlineData("clientId: me, tokenEndpoint: 'http://127.0.0.1:9/token', grantType: password", "grant")]
    [InlineData("clientId: me, tokenEndpoint: 'http://127.0.0.1:9/token', grantType: refresh_token", "refreshToken")]
    [InlineData("clientId: me, tokenEndpoint: 'http://127.0.0.1:9/token', clientAuthentication: private_key_jwt", "client_secret_basic")]
    public async Task Grant_Incomplete_NothingIsSent(string authentication, string named)
    {
        var upstream = new TokenUpstream(_ => true);
        await using var server = await LoopbackServer.StartAsync(upstream.AnswerAsync);
        await using var host = await GuardedHost.StartAsync(Yaml(server.Origin, authentication), Variables);

        var answer = await host.GetAsync();

        Assert.Equal(500, answer.Status);
        Assert.Contains(named, answer.Body, StringComparison.Ordinal);
        Assert.Empty(upstream.Seen);
    }

    /// <summary>An upstream that wants to see a token.</summary>
    private sealed class TokenUpstream(Predicate<string> isGood)
    {
        public ConcurrentQueue<string> Seen { get; } = new();

        public ConcurrentQueue<string> Bodies { get; } = new();

        public async Task AnswerAsync(HttpContext context)
        {
            var authorization = context.Request.Headers.Authorization.ToString();
            using var reader = new StreamReader(context.Request.Body);
            Seen.Enqueue(authorization);
            Bodies.Enqueue(await reader.ReadToEndAsync(context.RequestAborted));
            context.Response.StatusCode = isGood(authorization) ? 200 : 401;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("""{"ok":true}""");
        }
    }
}
