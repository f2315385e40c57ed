using Naftiko.Engine.Authentication;

namespace Naftiko.Engine.Tests.Authentication;

public sealed class DigestAlgorithmTests
{
    /// <summary>The examples of RFC 7616 section 3.9.1.</summary>
    [Theory]
    [InlineData("MD5", "8ca523f5e9506fed4657c9700eebdbec")]
    [InlineData("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1")]
    public void Response_OfTheStandard_IsTheStandards(string name, string expected)
    {
        var algorithm = DigestAlgorithm.Find(name);
        Assert.NotNull(algorithm);

        var secret = algorithm.Secret("Mufasa", "http-auth@example.org", "Circle of Life");
        var response = algorithm.Response(
            secret, "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", "00000001:f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ:auth", "GET:/dir/index.html");

        Assert.Equal(expected, response);
    }

    [Fact]
    public void Find_Names_AreKnownOrNot()
    {
        Assert.Same(DigestAlgorithm.Md5, DigestAlgorithm.Find(null));
        Assert.Same(DigestAlgorithm.Sha256, DigestAlgorithm.Find("sha-256"));
        Assert.Null(DigestAlgorithm.Find("SHA-512-256"));
    }
}
