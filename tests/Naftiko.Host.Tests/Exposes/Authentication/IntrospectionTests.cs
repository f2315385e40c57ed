using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Naftiko.Host.Tests.Exposes.Authentication;

/// <summary>Tokens that only their issuer can read (RFC 7662).</summary>
public sealed class IntrospectionTests : TokenTest
{
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
}
