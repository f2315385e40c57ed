using System.Net;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Tests.Consumes.Transport;

public sealed class OriginRulesTests
{
    [Theory]
    [InlineData("http://api.test/x")]
    [InlineData("https://myexample.com/")]
    [InlineData("https://example.company.test/")]
    [InlineData("https://yours.test/your-path?a={b}")]
    [InlineData("http://localhost:8081/")]
    public void TryAdmit_RealHost_IsAdmitted(string absolute)
    {
        Assert.True(new OriginRules().TryAdmit(absolute, out var target, out _));
        Assert.Equal(absolute, target.AbsoluteUri);
    }

    [Theory]
    [InlineData("https://example.com/v1", "example.com")]
    [InlineData("https://API.Example.org./v1", "api.example.org.")]
    [InlineData("https://a.b.example.net:8443/", "a.b.example.net")]
    [InlineData("https://your-domain.test/", "your-domain.test")]
    [InlineData("https://api.your-company.test/", "api.your-company.test")]
    [InlineData("https://<tenant>.api.test/x?key=s3cret", "<tenant>.api.test")]
    [InlineData("https://user:s3cret@{host}:80/x", "{host}:80")]
    public void TryAdmit_StandIn_NamesTheHost(string absolute, string host)
    {
        Assert.False(new OriginRules().TryAdmit(absolute, out _, out var failure));
        Assert.Equal(FailureKind.NotConfigured, failure.Kind);
        Assert.Equal($"The host {host} is a stand-in for a real one: the base URI is not configured.", failure.Detail);
    }

    [Theory]
    [InlineData("ftp://api.test/s3cret")]
    [InlineData("api.test/s3cret")]
    [InlineData("https:///s3cret")]
    public void TryAdmit_NotHttp_IsRefused(string absolute)
    {
        Assert.False(new OriginRules().TryAdmit(absolute, out _, out var failure));
        Assert.Equal(FailureKind.NotConfigured, failure.Kind);
        Assert.DoesNotContain("s3cret", failure.Detail);
    }

    [Fact]
    public void Check_OtherScheme_IsRefused() =>
        Assert.Equal("The scheme file is neither http nor https.", new OriginRules().Check(new Uri("file:///etc/passwd"))?.Detail);

    [Theory]
    [InlineData("127.0.0.1", "http://127.0.0.1:8080/x", true)]
    [InlineData("127.0.0.1", "http://localhost:8080/", true)]
    [InlineData("0.0.0.0", "http://LOCALHOST.:8080/", true)]
    [InlineData("0.0.0.0", "http://api.localhost:8080/", true)]
    [InlineData("::", "http://127.8.9.1:8080/", true)]
    [InlineData("::", "http://[::1]:8080/", true)]
    [InlineData("::1", "http://[::ffff:127.0.0.1]:8080/", true)]
    [InlineData("127.0.0.1", "http://0.0.0.0:8080/", true)]
    [InlineData("127.0.0.1", "http://2130706433:8080/", true)]
    [InlineData("192.0.2.7", "http://192.0.2.7:8080/", true)]
    [InlineData("127.0.0.1", "http://127.0.0.1:8081/", false)]
    [InlineData("192.0.2.7", "http://127.0.0.1:8080/", false)]
    [InlineData("0.0.0.0", "http://192.0.2.7:8080/", false)]
    [InlineData("0.0.0.0", "http://notlocalhost:8080/", false)]
    public void Check_OwnListener_IsRefused(string listener, string target, bool isRefused)
    {
        var rules = new OriginRules();
        rules.UseListeners([new IPEndPoint(IPAddress.Parse(listener), 8080)]);

        var failure = rules.Check(new Uri(target));

        Assert.Equal(isRefused ? FailureKind.NotConfigured : null, failure?.Kind);
        Assert.Equal(isRefused, failure?.Detail.EndsWith("points at this process.", StringComparison.Ordinal) ?? false);
    }

    [Fact]
    public void UseListeners_Again_ReplacesTheOld()
    {
        var rules = new OriginRules();
        rules.UseListeners([new IPEndPoint(IPAddress.Loopback, 8080)]);
        rules.UseListeners([new IPEndPoint(IPAddress.Loopback, 9090)]);

        Assert.Null(rules.Check(new Uri("http://127.0.0.1:8080/")));
        Assert.NotNull(rules.Check(new Uri("http://127.0.0.1:9090/")));
    }
}
