using Naftiko.Engine.Authentication;

namespace Naftiko.Engine.Tests.Authentication;

public sealed class AuthChallengeTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("Negotiate", "Negotiate()")]
    [InlineData("Basic realm=\"a, b\", Digest nonce = x ,qop=\"auth,auth-int\"", "Basic(realm=a, b) Digest(nonce=x|qop=auth,auth-int)")]
    [InlineData("Newauth realm=\"apps\", type=1, title=\"Login to \\\"apps\\\"\", Basic realm=\"simple\"", "Newauth(realm=apps|type=1|title=Login to \"apps\") Basic(realm=simple)")]
    [InlineData(",, Digest  realm=r,,nonce=n", "Digest(realm=r|nonce=n)")]
    [InlineData("Digest realm=\"never closed", "Digest(realm=never closed)")]
    [InlineData("Digest realm=a, realm=b", "Digest(realm=a)")]
    [InlineData("Bearer abc123==", "Bearer()")]
    [InlineData("Negotiate abc123==, Digest realm=r", "Negotiate() Digest(realm=r)")]
    [InlineData("Digest realm=", "Digest(realm=)")]
    [InlineData("Digest \"x\", y=1", "Digest()")]
    public void Parse_Header_GivesItsChallenges(string header, string expected)
    {
        string[] names = ["realm", "nonce", "qop", "type", "title", "y"];

        var found = AuthChallenge.Parse(header).Select(c => $"{c.Scheme}({string.Join('|', names.Where(n => c[n] is not null).Select(n => $"{n}={c[n]}"))})");

        Assert.Equal(expected, string.Join(' ', found));
    }

    [Fact]
    public void Names_AnyCase_AreFound()
    {
        var challenge = Assert.Single(AuthChallenge.Parse("DIGEST Realm=r"));

        Assert.True(challenge.Is("digest"));
        Assert.Equal("r", challenge["REALM"]);
    }
}
