using System.Text;
using Microsoft.AspNetCore.Http;
using Naftiko.Engine.Exposes.Guards;
using Naftiko.Host.Exposes.Authentication;
using Naftiko.Host.Hosting;
using Naftiko.Host.Tests.Hosting;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Tests.Exposes.Authentication;

/// <summary>Surfaces whose secret the file knows; what stands behind a gate; what lets nobody in.</summary>
public sealed class SecretGateTests
{
    private static readonly Dictionary<string, string> Variables = new() { ["SECRET"] = "correct horse" };

    private static string Yaml(string authentication) => $$$"""
        naftiko: 1.0.0-alpha2
        capability:
          exposes:
          - type: rest
            namespace: rest
            port: PORT
            authentication: { {{{authentication}}} }
            resources:
            - path: /v1/it
              operations:
              - method: GET
                name: get
                inputParameters: [ { name: api_key, in: query, type: string, required: false } ]
                outputParameters: [ { name: says, type: string, value: "got {{api_key}}." } ]
        """;

    [Theory]
    [InlineData("type: bearer, token: '{{SECRET}}'", "Bearer correct horse", 200)]
    [InlineData("type: bearer, token: '{{SECRET}}'", "bearer correct horse", 200)]
    [InlineData("type: bearer, token: '{{SECRET}}'", "Foo correct horse", 401)]
    [InlineData("type: bearer, token: '{{SECRET}}'", "correct horse", 401)]
    [InlineData("type: bearer, token: '{{SECRET}}'", "Bearer ", 401)]
    [InlineData("type: bearer, token: '{{UNSET_SECRET}}'", "Bearer {{UNSET_SECRET}}", 401)]
    [InlineData("type: bearer, token: '{{UNSET_SECRET}}'", "Bearer", 401)]
    [InlineData("type: basic, username: u, password: '{{SECRET}}'", "Basic dTpjb3JyZWN0IGhvcnNl", 200)]
    [InlineData("type: basic, username: u, password: '{{SECRET}}'", "Basic dTpjb3JyZWN0IGhvcnN", 401)]
    [InlineData("type: basic, username: u, password: '{{UNSET_SECRET}}'", "Basic dTo=", 401)]
    [InlineData("type: digest, username: u, password: '{{UNSET_SECRET}}'", "Digest username=\"u\"", 401)]
    [InlineData("type: oauth2, authorizationServerUri: '{{UNSET_SECRET}}', resource: 'https://a.test'", "Bearer x", 401)]
    [InlineData("type: oauth2, authorizationServerUri: 'https://issuer.test'", "Bearer x", 401)]
    [InlineData("type: kerberos", "Negotiate abc", 401)]
    [InlineData("type: none", null, 200)]
    [InlineData("type: bearer, token: $env.SECRET", "Bearer correct horse", 200)]
    [InlineData("type: bearer, token: $env.UNSET_SECRET", "Bearer $env.UNSET_SECRET", 401)]
    [InlineData("type: apikey, key: Authorization, value: '{{SECRET}}'", "correct horse", 200)]
    [InlineData("type: apikey, key: Authorization, value: '{{SECRET}}', placement: headers", "correct horse", 401)]
    [InlineData("type: apikey, key: '{{UNSET_NAME}}', value: '{{SECRET}}'", "correct horse", 401)]
    public async Task Authorization_EachScheme_LetsInOnlyWhoHasTheSecret(string authentication, string? authorization, int status)
    {
        await using var host = await GuardedHost.StartAsync(Yaml(authentication), Variables);

        Assert.Equal(status, (await host.GetAsync(authorization: authorization)).Status);
        Assert.Equal(status, (await host.GetAsync("/rest/v1/it", authorization)).Status);
        host.AssertLogsHide("correct horse");
    }

    [Fact]
    public async Task Guard_WithoutAValue_IsReportedWithoutStoppingTheFile()
    {
        await using var host = await GuardedHost.StartAsync(Yaml("type: basic, username: u, password: '{{UNSET_SECRET}}'"), Variables);

        Assert.Contains(host.Diagnostics, d => d.Descriptor == BindDiagnostics.Missing && d.Message.Contains("'password'", StringComparison.Ordinal) && d.Message.Contains("every caller is refused", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ApiKey_InTheQuery_IsNeverAnInput()
    {
        await using var host = await GuardedHost.StartAsync(Yaml("type: apikey, key: api_key, placement: query, value: '{{SECRET}}'"), Variables);

        var answer = await host.GetAsync("/v1/it?api_key=correct%20horse");

        Assert.Equal((200, """{"says":"got ."}"""), (answer.Status, answer.Body));
        Assert.Equal(401, (await host.GetAsync("/v1/it?api_key=wrong")).Status);
        Assert.Equal(401, (await host.GetAsync("/v1/it?API_KEY=correct%20horse")).Status);
        Assert.Equal(401, (await host.GetAsync()).Status);
    }

    [Fact]
    public async Task ApiKey_InAHeader_IsComparedWhole()
    {
        await using var host = await GuardedHost.StartAsync(Yaml("type: apikey, key: X-Key, value: '{{SECRET}}'"), Variables);

        Assert.Equal(200, (await host.GetAsync(headers: ("x-key", "correct horse"))).Status);
        Assert.Equal(401, (await host.GetAsync(headers: ("x-key", "correct horse, correct horse"))).Status);
        Assert.Equal(401, (await host.GetAsync(headers: ("x-key", ""))).Status);
    }

    [Fact]
    public async Task Protect_Surface_EverythingButOpenRoutesStandsBehindTheGate()
    {
        var bare = TestSurfaces.Rest(TestHost.FreePort(), "rest", "GET /v1/a").With(mcp: "mcp", openApi: "openapi");
        var open = TestSurfaces.Route("GET /health/live") with { IsOpen = true };
        var surface = GuardCheck.Protect(
            bare with { Routes = [.. bare.Routes, open], WellKnown = [new WellKnown("/.well-known/x", context => context.Response.WriteAsync("known"))] },
            new SecretGate(new BearerGuard("t")));
        await using var host = await TestHost.StartAsync([surface]);

        foreach (var path in (string[])["/v1/a", "/rest/v1/a", "/rest/openapi.json", "/rest/mcp"])
        {
            Assert.Equal("401", TestHost.StatusOf(await TestHost.SendAsync(bare.Port, $"GET {path}")));
            Assert.Equal("200", TestHost.StatusOf(await TestHost.SendAsync(bare.Port, $"GET {path}", "Authorization: Bearer t")));
        }

        Assert.True(surface.HasAuthentication);
        Assert.Equal("200", TestHost.StatusOf(await TestHost.SendAsync(bare.Port, "GET /rest/health/live")));
        Assert.Equal("200", TestHost.StatusOf(await TestHost.SendAsync(bare.Port, "GET /.well-known/x")));
        Assert.Equal("405", TestHost.StatusOf(await TestHost.SendAsync(bare.Port, "POST /.well-known/x")));
        Assert.Equal("404", TestHost.StatusOf(await TestHost.SendAsync(bare.Port, "GET /.well-known/y")));
    }

    [Fact]
    public async Task Caller_IsTheUserOfTheRequest()
    {
        var gate = new SecretGate(new BasicGuard("ada", "secret"));
        var context = new DefaultHttpContext();
        context.Request.Headers.Authorization = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("ada:secret"));

        await GuardCheck.Behind(gate, _ => Task.CompletedTask)(context);

        Assert.True(context.User.Identity?.IsAuthenticated);
        Assert.Equal("ada", context.User.Identity?.Name);
    }

    [Fact]
    public void AreSame_OnlyGuardsThatLetInTheSameCallers()
    {
        Assert.True(Engine.Exposes.Guard.AreSame(new BearerGuard("a"), new BearerGuard("a")));
        Assert.False(Engine.Exposes.Guard.AreSame(new BearerGuard("a"), new BearerGuard("b")));
        Assert.False(Engine.Exposes.Guard.AreSame(new BearerGuard("a"), new ApiKeyGuard("Authorization", false, "a")));
        Assert.True(Engine.Exposes.Guard.AreSame(new DigestGuard("u", "p"), new DigestGuard("u", "p")));
        Assert.False(Engine.Exposes.Guard.AreSame(new NobodyGuard("bearer"), new NobodyGuard("bearer")));
        Assert.False(Engine.Exposes.Guard.AreSame(null, new BearerGuard("a")));
        Assert.True(Engine.Exposes.Guard.AreSame(null, null));
    }
}
