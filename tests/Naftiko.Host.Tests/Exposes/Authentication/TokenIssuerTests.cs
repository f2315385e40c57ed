using System.Text.Json.Nodes;
using Naftiko.Host.Tests.Exposes.Mcp;

namespace Naftiko.Host.Tests.Exposes.Authentication;

/// <summary>Issuers as a surface finds them, and keys that change.</summary>
public sealed class TokenIssuerTests : TokenTest
{
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
}
