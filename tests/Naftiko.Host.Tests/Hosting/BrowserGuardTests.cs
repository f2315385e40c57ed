using Naftiko.Host.Hosting;
using static Naftiko.Host.Tests.Hosting.TestHost;

namespace Naftiko.Host.Tests.Hosting;

public class BrowserGuardTests
{
    private readonly int _port = FreePort();

    [Theory]
    [InlineData("localhost", "200")]
    [InlineData("LOCALHOST:1", "200")]
    [InlineData("127.0.0.1:8080", "200")]
    [InlineData("127.8.9.1", "200")]
    [InlineData("[::1]:99", "200")]
    [InlineData("evil.example", "403")]
    [InlineData("localhost.evil.example", "403")]
    [InlineData("127.0.0.1.evil.example", "403")]
    [InlineData("10.0.0.1", "403")]
    [InlineData("[::2]", "403")]
    public async Task Host_OnLoopback_OnlyLoopbackNames(string name, string status)
    {
        await using var host = await StartAsync([TestSurfaces.Rest(_port, "ns", "GET /a")]);
        Assert.Equal(status, StatusOf(await SendRawAsync(_port, $"GET /a HTTP/1.1\nHost: {name}\nConnection: close\n\n")));
    }

    [Theory]
    [InlineData("200", "Sec-Fetch-Site: none")]
    [InlineData("200", "Sec-Fetch-Site: same-origin", "Origin: http://localhost:PORT")]
    [InlineData("200", "Origin: http://127.0.0.1:PORT")]
    [InlineData("403", "Sec-Fetch-Site: cross-site")]
    [InlineData("403", "Origin: http://localhost:1")]
    [InlineData("403", "Origin: https://app.example")]
    [InlineData("403", "Origin: null")]
    [InlineData("403", "Sec-Fetch-Site: cross-site", "Origin: http://localhost:PORT")]
    public async Task Browser_NothingAllowed_OwnPagesOnly(string status, params string[] headers)
    {
        await using var host = await StartAsync([TestSurfaces.Rest(_port, "ns", "GET /a")]);
        var answer = await SendAsync(_port, "GET /a", [.. headers.Select(h => h.Replace("PORT", $"{_port}", StringComparison.Ordinal))]);
        Assert.Equal(status, StatusOf(answer));
        Assert.DoesNotContain("Access-Control", answer, StringComparison.Ordinal);
        Assert.Equal(status == "403", answer.Contains("urn:naftiko:problem:foreign-origin", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Preflight_AllowedOrigin_Answered()
    {
        await using var host = await StartAsync([TestSurfaces.Rest(_port, "ns", "PUT /a")], new HostingOptions { AllowedOrigins = ["https://app.example/"] });
        var answer = await SendAsync(
            _port, "OPTIONS /a", "Origin: https://app.example", "Sec-Fetch-Site: cross-site", "Access-Control-Request-Method: PUT", "Access-Control-Request-Headers: authorization,x-y");
        Assert.Equal("204", StatusOf(answer));
        Assert.Contains("Access-Control-Allow-Origin: https://app.example\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("Access-Control-Allow-Methods: PUT\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("Access-Control-Allow-Headers: authorization,x-y\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("Vary: Origin", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET /a", "https://app.example", "200", true)]
    [InlineData("GET /nowhere", "https://app.example", "404", true)]
    [InlineData("GET /throws", "https://app.example", "500", true)]
    [InlineData("OPTIONS /a", "https://app.example", "204", true)]
    [InlineData("GET /a", "https://other.example", "403", false)]
    public async Task Browser_SomeOriginAllowed_CorsForItAlone(string line, string origin, string status, bool isReadable)
    {
        var surface = TestSurfaces.Rest(_port, "ns", "GET /a");
        var throws = new Surface
        {
            Kind = SurfaceKind.Rest,
            Namespace = "throws",
            Folder = "",
            Span = surface.Span,
            Port = _port,
            Routes = [new Route("GET", PathPattern.Parse("/throws"), (_, _) => throw new InvalidOperationException())],
        };
        await using var host = await StartAsync([surface, throws], new HostingOptions { AllowedOrigins = ["https://app.example"] });
        var answer = await SendAsync(_port, line, $"Origin: {origin}", "Sec-Fetch-Site: cross-site");
        Assert.Equal(status, StatusOf(answer));
        Assert.Equal(isReadable, answer.Contains($"Access-Control-Allow-Origin: {origin}\r\n", StringComparison.Ordinal));
        Assert.Contains("Vary: Origin\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_PublicAndLoopbackSurfaceOnOnePort_ForeignNameSeesThePublicOneOnly()
    {
        var open = TestSurfaces.Rest(_port, "open", "GET /open").With(address: "*", hasAuthentication: true);
        await using var host = await StartAsync([open, TestSurfaces.Rest(_port, "inner", "GET /inner", "POST /open")]);
        Assert.Equal("200", StatusOf(await SendRawAsync(_port, "GET /open HTTP/1.1\nHost: api.example\nConnection: close\n\n")));
        Assert.Equal("404", StatusOf(await SendRawAsync(_port, "GET /inner HTTP/1.1\nHost: api.example\nConnection: close\n\n")));
        Assert.Equal("200", StatusOf(await SendRawAsync(_port, "GET /inner HTTP/1.1\nHost: localhost\nConnection: close\n\n")));
        Assert.Contains("Allow: GET, HEAD, OPTIONS\r\n", await SendRawAsync(_port, "PUT /open HTTP/1.1\nHost: api.example\nConnection: close\n\n"), StringComparison.Ordinal);
        Assert.DoesNotContain("inner", await SendRawAsync(_port, "GET / HTTP/1.1\nHost: api.example\nConnection: close\n\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost", true, true, null)]
    [InlineData("a.b:80", true, false, 80)]
    [InlineData("[::1]", true, true, null)]
    [InlineData("[::1]:65535", true, true, 65535)]
    [InlineData("", false, false, null)]
    [InlineData(":80", false, false, null)]
    [InlineData("a:", false, false, null)]
    [InlineData("a:65536", false, false, null)]
    [InlineData("a:1:2", false, false, null)]
    [InlineData("[::1", false, false, null)]
    [InlineData("[x]", false, false, null)]
    [InlineData("[::1]x", false, false, null)]
    [InlineData("user@localhost", false, false, null)]
    public void HostName_Text_NameAndPort(string text, bool isValid, bool isLoopback, int? port)
    {
        Assert.Equal(isValid, HostName.TryParse(text, out var host));
        Assert.Equal((isLoopback, port), (host.IsLoopback, host.Port));
    }
}
