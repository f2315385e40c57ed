using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Naftiko.Host.Exposes.Authentication;
using Naftiko.Host.Tests.Exposes.Mcp;

namespace Naftiko.Host.Tests.Exposes.Authentication;

/// <summary>A surface with <c>type: digest</c>, against curl and against answers made by hand.</summary>
public sealed partial class DigestGateTests
{
    private const string Yaml = """
        naftiko: 1.0.0-alpha2
        capability:
          exposes:
          - type: rest
            namespace: rest
            port: PORT
            authentication: { type: digest, username: "{{USER_NAME}}", password: "{{USER_PASSWORD}}" }
            resources:
            - path: /v1/it
              operations:
              - { method: GET, name: get, outputParameters: [ { name: says, type: string, value: "hello" } ] }
              - { method: POST, name: post, outputParameters: [ { name: says, type: string, value: "hello" } ] }
        """;

    private static readonly Dictionary<string, string> Variables = new() { ["USER_NAME"] = "Mufasa", ["USER_PASSWORD"] = "Circle of Life" };

    [Theory]
    [InlineData("GET", "")]
    [InlineData("GET", "?a=b%20c&d")]
    [InlineData("POST", "")]
    public async Task Curl_RightPassword_IsLetIn(string method, string query)
    {
        await using var host = await GuardedHost.StartAsync(Yaml, Variables);

        var output = await Curl.RunAsync("--digest", "--user", "Mufasa:Circle of Life", "--request", method, "--write-out", " %{http_code} %{num_connects}", $"{host.Origin}/v1/it{query}");

        Assert.Contains("hello", output, StringComparison.Ordinal);
        Assert.Contains(" 200 ", output, StringComparison.Ordinal);
        host.AssertLogsHide("Circle of Life");
    }

    [Fact]
    public async Task Curl_WrongPassword_IsRefused()
    {
        await using var host = await GuardedHost.StartAsync(Yaml, Variables);

        var output = await Curl.RunAsync("--digest", "--user", "Mufasa:Circle of Strife", "--write-out", " %{http_code}", $"{host.Origin}/v1/it");

        Assert.EndsWith(" 401", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Challenge_OffersBothAlgorithmsTheBetterFirst()
    {
        await using var host = await GuardedHost.StartAsync(Yaml, Variables);

        var challenges = (await host.GetAsync()).Challenge.Split('\n');

        Assert.Equal(2, challenges.Length);
        Assert.StartsWith("Digest realm=\"naftiko\", algorithm=SHA-256, nonce=\"", challenges[0], StringComparison.Ordinal);
        Assert.StartsWith("Digest realm=\"naftiko\", algorithm=MD5, nonce=\"", challenges[1], StringComparison.Ordinal);
        Assert.All(challenges, challenge => Assert.Contains("qop=\"auth\"", challenge, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("SHA-256")]
    [InlineData("MD5")]
    public async Task Answer_EachAlgorithm_IsLetInOncePerCount(string algorithm)
    {
        await using var host = await GuardedHost.StartAsync(Yaml, Variables);
        var nonce = NonceOf(await host.GetAsync());

        Assert.Equal(200, (await host.GetAsync(authorization: Answer(algorithm, nonce, "00000001"))).Status);
        Assert.Equal(200, (await host.GetAsync(authorization: Answer(algorithm, nonce, "00000003"))).Status);
        Assert.Equal(200, (await host.GetAsync(authorization: Answer(algorithm, nonce, "00000002"))).Status);
        var replayed = await host.GetAsync(authorization: Answer(algorithm, nonce, "00000002"));

        Assert.Equal(401, replayed.Status);
        Assert.Contains("stale=true", replayed.Challenge, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("uri=\"/v1/it\"", "uri=\"/v1/other\"")]
    [InlineData("qop=auth", "qop=auth-int")]
    [InlineData("username=\"Mufasa\"", "username=\"Scar\"")]
    [InlineData("realm=\"naftiko\"", "realm=\"other\"")]
    [InlineData("algorithm=SHA-256", "algorithm=MD5")]
    [InlineData("algorithm=SHA-256", "algorithm=SHA-256-sess")]
    [InlineData("Digest ", "Basic ")]
    [InlineData("nc=00000001", "nc=00000002")]
    public async Task Answer_Altered_IsRefusedAndNotStale(string part, string other)
    {
        await using var host = await GuardedHost.StartAsync(Yaml, Variables);
        var right = Answer("SHA-256", NonceOf(await host.GetAsync()), "00000001");
        Assert.Contains(part, right, StringComparison.Ordinal);

        var answer = await host.GetAsync(authorization: right.Replace(part, other, StringComparison.Ordinal));

        Assert.Equal(401, answer.Status);
        Assert.DoesNotContain("stale", answer.Challenge, StringComparison.Ordinal);
        Assert.Equal(200, (await host.GetAsync(authorization: right)).Status);
    }

    [Fact]
    public async Task Answer_ForAnotherRequest_IsRefused()
    {
        await using var host = await GuardedHost.StartAsync(Yaml, Variables);
        var answer = Answer("SHA-256", NonceOf(await host.GetAsync()), "00000001");

        Assert.Equal(401, (await host.GetAsync("/v1/it?more", answer)).Status);
        using var post = new HttpRequestMessage(HttpMethod.Post, host.Origin + "/v1/it");
        Assert.Equal(401, (await host.SendAsync(post, answer)).Status);
    }

    [Fact]
    public async Task Nonce_OldOrForeign_IsStale()
    {
        var time = new ManualTime();
        await using var host = await GuardedHost.StartAsync(Yaml, Variables, time);
        var nonce = NonceOf(await host.GetAsync());
        time.Advance(TimeSpan.FromMinutes(6));

        var old = await host.GetAsync(authorization: Answer("SHA-256", nonce, "00000001"));
        var foreign = await host.GetAsync(authorization: Answer("SHA-256", new string('A', nonce.Length), "00000001"));

        Assert.Equal((401, 401), (old.Status, foreign.Status));
        Assert.Contains("stale=true", old.Challenge, StringComparison.Ordinal);
        Assert.Contains("stale=true", foreign.Challenge, StringComparison.Ordinal);
    }

    [Fact]
    public void Nonces_MoreThanAreRemembered_ForgettingAllowsNoReplay()
    {
        var time = new ManualTime();
        var nonces = new DigestNonces(time, capacity: 8);
        var issued = new List<string>();
        for (var i = 0; i < 40; i++)
        {
            time.Advance(TimeSpan.FromMilliseconds(1));
            issued.Add(nonces.Issue());
            Assert.True(nonces.TryUse(issued[^1], 1));
        }

        Assert.All(issued, nonce => Assert.False(nonces.TryUse(nonce, 1)));
        Assert.True(nonces.TryUse(issued[^1], 2));
    }

    [Fact]
    public void Nonce_CountsWithinTheWindow_OnceEachInAnyOrder()
    {
        var time = new ManualTime();
        var nonces = new DigestNonces(time);
        var nonce = nonces.Issue();

        Assert.True(nonces.TryUse(nonce, 64));
        Assert.True(nonces.TryUse(nonce, 1));
        Assert.False(nonces.TryUse(nonce, 1));
        Assert.True(nonces.TryUse(nonce, 200));
        Assert.False(nonces.TryUse(nonce, 64));
        Assert.True(nonces.TryUse(nonce, 137));
        Assert.False(nonces.TryUse(nonce, 136));
        Assert.False(nonces.TryUse(nonce, 0));
        Assert.False(nonces.TryUse(nonce + "A", 300));
        Assert.False(nonces.TryUse("ä" + nonce[1..], 300));
    }

    /// <summary>An answer by RFC 7616, without the product's code.</summary>
    private static string Answer(string algorithm, string nonce, string count)
    {
        var secret = Hash(algorithm, "Mufasa:naftiko:Circle of Life");
        var response = Hash(algorithm, $"{secret}:{nonce}:{count}:f2a0:auth:{Hash(algorithm, "GET:/v1/it")}");
        return $"Digest username=\"Mufasa\", realm=\"naftiko\", nonce=\"{nonce}\", uri=\"/v1/it\", algorithm={algorithm}, qop=auth, nc={count}, cnonce=\"f2a0\", response=\"{response}\"";
    }

#pragma warning disable CA5351 // RFC 7616 has MD5
    private static string Hash(string algorithm, string text) =>
        Convert.ToHexStringLower(algorithm == "MD5" ? MD5.HashData(Encoding.UTF8.GetBytes(text)) : SHA256.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351

    private static string NonceOf(Answered answer) => Nonce().Match(answer.Challenge).Groups[1].Value;

    [GeneratedRegex("nonce=\"([^\"]+)\"")]
    private static partial Regex Nonce();
}
