using Naftiko.Host.Tests.Commands;
using Naftiko.Host.Tests.Hosting;

namespace Naftiko.Host.Tests.Exposes.Authentication;

/// <summary>Each kind of authentication before a control surface, which needs a whole server: all but the probes stands behind it.</summary>
public sealed class ControlDoorTests : IDisposable
{
    private static readonly string[] Guarded = ["/status", "/metrics", "/traces", "/logs", "/control/status"];

    private readonly TestFolder _folder = new();
    private readonly Shell _shell = new();
    private readonly HttpClient _http = new();
    private readonly int _port = TestHost.FreePort();

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("{ type: bearer, token: correct-horse }", "Authorization", "Bearer correct-horse")]
    [InlineData("{ type: basic, username: u, password: correct-horse }", "Authorization", "Basic dTpjb3JyZWN0LWhvcnNl")]
    [InlineData("{ type: apikey, key: X-Key, value: correct-horse }", "X-Key", "correct-horse")]
    [InlineData("{ type: apikey, key: key, value: correct-horse, placement: query }", null, "?key=correct-horse")]
    public async Task Control_KnownSecret_OpensForItAlone(string authentication, string? header, string value)
    {
        await using var server = await _shell.ServeAsync(Add(authentication));

        Assert.Equal(200, await GetAsync("/health/live"));
        foreach (var path in Guarded)
        {
            Assert.Equal(401, await GetAsync(path));
            Assert.Equal(401, await GetAsync(header is null ? path + value + "x" : path, header ?? "X-Other", value + "x"));
            Assert.Equal(200, await GetAsync(header is null ? path + value : path, header ?? "X-Other", value));
        }
    }

    [Fact]
    public async Task Control_Digest_OpensForCurl()
    {
        await using var server = await _shell.ServeAsync(Add("{ type: digest, username: u, password: correct-horse }"));

        foreach (var path in Guarded)
        {
            Assert.Equal(401, await GetAsync(path));
            Assert.Equal("200", await Curl.RunAsync("--digest", "-u", "u:correct-horse", "-o", "/dev/null", "-w", "%{http_code}", $"http://127.0.0.1:{_port}{path}"));
        }
    }

    [Fact]
    public async Task Control_OAuth2_OpensForGoodTokensAlone()
    {
        await using var issuer = await new TestIssuer().StartAsync();
        await using var server = await _shell.ServeAsync(Add($"{{ type: oauth2, authorizationServerUri: '{issuer.Uri}', resource: 'https://api.naftiko.test/v1', scopes: [read] }}"));

        Assert.Equal(200, await GetAsync("/.well-known/oauth-protected-resource/v1"));
        foreach (var path in Guarded)
        {
            Assert.Equal(401, await GetAsync(path));
            Assert.Equal(403, await GetAsync(path, "Authorization", $"Bearer {issuer.Token(claims => claims["scope"] = "write")}"));
            Assert.Equal(200, await GetAsync(path, "Authorization", $"Bearer {issuer.Token()}"));
        }
    }

    private string Add(string authentication) => _folder.Add("ops.yml", $$"""
        naftiko: 1.0.0-beta5
        capability:
          exposes:
          - type: control
            namespace: control
            port: {{_port}}
            authentication: {{authentication}}
            management: { health: true, info: true, logs: true }
        """);

    private async Task<int> GetAsync(string path, string header = "X-Other", string value = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{_port}{path}");
        request.Headers.TryAddWithoutValidation(header, value);
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return (int)response.StatusCode;
    }
}
