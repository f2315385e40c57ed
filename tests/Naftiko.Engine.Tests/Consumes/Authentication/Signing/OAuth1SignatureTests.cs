using System.Security.Cryptography;
using System.Text;
using Naftiko.Engine.Consumes.Authentication.Signing;
using Naftiko.Engine.Consumes.Transport;

namespace Naftiko.Engine.Tests.Consumes.Authentication.Signing;

/// <summary>Requests whose base strings and signatures are published: RFC 5849, OAuth Core 1.0a, Twitter's guide, and a later draft for HMAC-SHA256.</summary>
public sealed class OAuth1SignatureTests
{
    /// <summary>RFC 5849 section 3.4.1.1, without the realm, which is not signed.</summary>
    private const string RfcBaseString =
        "POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26"
        + "oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7";

    [Fact]
    public void BaseString_OfTheRfc_IsTheirs() => Assert.Equal(RfcBaseString, OAuth1Signature.BaseString(
        "post",
        Target("http://EXAMPLE.COM:80/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b"),
        "c2&a3=2+q",
        Parameters("oauth_consumer_key=9djdj82h48djs9d2 oauth_token=kkk9d7dh3k39sjv7 oauth_signature_method=HMAC-SHA1 oauth_timestamp=137131201 oauth_nonce=7d8f3e4a")));

    [Theory]
    [InlineData("https://www.example.net:8080/?q=1", "GET&https%3A%2F%2Fwww.example.net%3A8080%2F&q%3D1")]
    [InlineData("http://example.com/r%20v/X?id=123", "GET&http%3A%2F%2Fexample.com%2Fr%2520v%2FX&id%3D123")]
    public void BaseString_Address_IsOfSection3412(string uri, string expected) => Assert.Equal(expected, OAuth1Signature.BaseString("GET", Target(uri), "", []));

    [Fact]
    public void HmacSha1_OfOAuthCore_IsTheirs() => Assert.Equal("tR3+Ty81lMeYAr/Fid0kMTYa/WM=", new OAuth1Mac(false, "kd94hf93k423kf44", "pfkkdhi9sl3r4s00").Sign(OAuth1Signature.BaseString(
        "GET",
        Target("http://photos.example.net/photos?file=vacation.jpg&size=original"),
        "",
        Parameters("oauth_consumer_key=dpf43f3p2l4k3l03 oauth_token=nnch734d00sl2jdk oauth_signature_method=HMAC-SHA1 oauth_timestamp=1191242096 oauth_nonce=kllo9940pd9333jh oauth_version=1.0"))));

    [Fact]
    public void HmacSha1_OfATwitterForm_IsTheirs() => Assert.Equal(
        "hCtSmYh+iHYCEqBWrE7C7hYmtUk=",
        new OAuth1Mac(false, "kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw", "LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE").Sign(OAuth1Signature.BaseString(
            "POST",
            Target("https://api.twitter.com/1.1/statuses/update.json?include_entities=true"),
            "status=Hello%20Ladies%20%2b%20Gentlemen%2c%20a%20signed%20OAuth%20request%21",
            Parameters("oauth_consumer_key=xvz1evFS4wEEPTGEFPHBog oauth_nonce=kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg oauth_signature_method=HMAC-SHA1 oauth_timestamp=1318622958 "
                + "oauth_token=370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb oauth_version=1.0"))));

    [Fact]
    public void HmacSha256_OfTheLaterDraft_IsTheirs() => Assert.Equal(
        "ypAxjNip++Dm0fTM+gCl8wAo6ufSnseu1WHxL7py3BU=",
        new OAuth1Mac(true, "j49sk3j29djd", "dh893hdasih9").Sign(RfcBaseString.Replace("HMAC-SHA1", "HMAC-SHA256", StringComparison.Ordinal)));

    [Theory]
    [InlineData(true, "RSA-SHA256")]
    [InlineData(false, "RSA-SHA1")]
    public void Rsa_IsVerifiedByThePublicKey(bool isSha256, string name)
    {
        using var rsa = RSA.Create(2048);
        var method = new OAuth1Rsa(isSha256, rsa.ExportParameters(true));

        var signature = Convert.FromBase64String(method.Sign(RfcBaseString));

        Assert.Equal(name, method.Name);
        Assert.True(rsa.VerifyData(Encoding.ASCII.GetBytes(RfcBaseString), signature, isSha256 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1));
    }

    /// <summary>The examples of OAuth Request Body Hash 1.0, section 3.2 and of an empty body.</summary>
    [Theory]
    [InlineData(false, "Hello World!", "Lve95gjOVATpfV8EL5X4nxwjKHE=")]
    [InlineData(false, "", "2jmj7l5rSw0yVb/vlWAYkK/YBwk=")]
    [InlineData(true, "", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")]
    public void BodyHash_IsTheHashOfTheSignature(bool isSha256, string body, string hash) => Assert.Equal(hash, new OAuth1Mac(isSha256, "", "").Hash(Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void Authorization_EncodesValuesAndQuotesTheRealm() => Assert.Equal(
        "OAuth realm=\"a \\\"b\\\"\", oauth_consumer_key=\"x%21y\", oauth_signature=\"a%2Bb%3D\"",
        OAuth1Signature.Authorization("a \"b\"", [KeyValuePair.Create("oauth_consumer_key", "x!y"), KeyValuePair.Create("oauth_signature", "a+b=")]));

    private static IEnumerable<KeyValuePair<string, string>> Parameters(string text) => text.Split(' ').Select(p => p.Split('=')).Select(p => KeyValuePair.Create(p[0], p[1]));

    private static Uri Target(string uri) => UpstreamUri.TryCreate(uri, out var target) ? target : throw new ArgumentException(uri);
}
