using Naftiko.Engine.Consumes;
using Naftiko.Engine.Expressions;
using Naftiko.Engine.Observability;
using Naftiko.Engine.Values;

namespace Naftiko.Engine.Tests.Observability;

/// <summary>What an upstream is called: binds by their names.</summary>
public sealed class UpstreamNameTests
{
    [Theory]
    [InlineData("https://api.github.com", "api.github.com", 443)]
    [InlineData("http://localhost:8080/base", "localhost", 8080)]
    [InlineData("http://localhost?x=1", "localhost", 80)]
    [InlineData("https://user:word@host/path", "host", 443)]
    [InlineData("http://[::1]:81/", "::1", 81)]
    [InlineData("http://[::1]/", "::1", 80)]
    [InlineData("{{URL}}", "{{URL}}", null)]
    [InlineData("{{URL}}/v1", "{{URL}}", null)]
    [InlineData("https://{{TENANT}}.example.org/v1", "{{TENANT}}.example.org", null)]
    [InlineData("https://{{TENANT}}:8443/v1", "{{TENANT}}", 8443)]
    [InlineData("https://{{USER}}:{{WORD}}@host:1/v1/{{KEY}}", "host", 1)]
    [InlineData("", "", null)]
    public void Of_BaseUri(string written, string host, int? port)
    {
        var name = UpstreamName.Of([.. Parts(written)], "/items/{id}");
        Assert.Equal(new UpstreamName(host, port, "/items/{id}"), name);
    }

    [Fact]
    public void Of_ValueThatIsNoBind_ShowsItsPlace() =>
        Assert.Equal("{region}.host", UpstreamName.Of([UriPart.Constant("https://"), UriPart.Placeholder("region", new ConstantExpression(Value.FromText("secret")), UriEncoding.HostLabel), UriPart.Constant(".host")], null).Host);

    private static IEnumerable<UriPart> Parts(string text)
    {
        foreach (var (index, part) in text.Split("{{").Index())
        {
            var end = index == 0 ? -1 : part.IndexOf("}}", StringComparison.Ordinal);
            if (end >= 0)
            {
                yield return UriPart.Placeholder("hole", new BindExpression(part[..end], "the-value"), UriEncoding.HostLabel);
            }

            yield return UriPart.Constant(end < 0 ? part : part[(end + 2)..]);
        }
    }
}
