using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Naftiko.Host.Tests.Exposes.Authentication;

/// <summary>Calls of an upstream that asks for Digest and checks it by the letter of RFC 7616, with its own code.</summary>
public sealed partial class DigestCredentialTests
{
    private static readonly Dictionary<string, string> Variables = new() { ["PASSWORD"] = "Circle of Life" };

    private static string Yaml(string upstream, string password = "{{PASSWORD}}") => $$$"""
        naftiko: 1.0.0-alpha2
        capability:
          exposes:
          - type: rest
            namespace: rest
            port: PORT
            resources:
            - path: /v1/it
              operations:
              - { method: GET, name: get, call: api.get }
              - { method: POST, name: post, call: api.post, with: { text: "hello" } }
              - { method: PUT, name: put, call: api.put }
            - { path: "/v1/passed/{path}", forward: { targetNamespace: api } }
          consumes:
          - type: http
            namespace: api
            baseUri: {{{upstream}}}
            authentication: { type: digest, username: Mufasa, password: "{{{password}}}" }
            resources:
            - path: /it?fixed=a%20b
              operations:
              - { method: GET, name: get }
              - { method: POST, name: post, inputParameters: [ { name: text, in: body } ] }
              - { method: PUT, name: put }
        """;

    [Theory]
    [InlineData("algorithm=MD5, qop=\"auth\"")]
    [InlineData("algorithm=SHA-256, qop=\"auth,auth-int\", opaque=\"abc\"")]
    [InlineData("algorithm=SHA-256-sess, qop=\"auth\"")]
    [InlineData("algorithm=\"MD5\", qop=\"auth-int\"")]
    [InlineData("qop=auth")]
    [InlineData("opaque=\"no \\\"qop\\\"\"")]
    [InlineData("algorithm=SHA-256, qop=\"auth\", userhash=true")]
    public async Task Call_EveryKindOfChallenge_IsAnsweredAndTheNonceUsedAgain(string challenge)
    {
        var upstream = new DigestUpstream(challenge);
        await using var server = await LoopbackServer.StartAsync(upstream.AnswerAsync);
        await using var host = await GuardedHost.StartAsync(Yaml(server.Origin), Variables);

        Assert.Equal(200, (await host.GetAsync()).Status);
        using var post = new HttpRequestMessage(HttpMethod.Post, host.Origin + "/v1/it");
        Assert.Equal(200, (await host.SendAsync(post, null)).Status);

        Assert.Equal([401, 200, 200], upstream.Statuses);
        host.AssertLogsHide("Circle of Life");
    }

    [Fact]
    public async Task Call_SeveralChallenges_TheStrongestIsAnswered()
    {
        var upstream = new DigestUpstream("algorithm=MD5, qop=\"auth\"", "Basic realm=\"x, y\"", "Digest realm=\"r\", nonce=\"N0\", algorithm=SHA-512-256, qop=\"auth\", Digest realm=\"r\", nonce=\"N1\", algorithm=SHA-256, qop=\"auth\"");
        await using var server = await LoopbackServer.StartAsync(upstream.AnswerAsync);
        await using var host = await GuardedHost.StartAsync(Yaml(server.Origin), Variables);

        Assert.Equal(200, (await host.GetAsync()).Status);

        Assert.Contains("algorithm=SHA-256", upstream.Seen.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_WithTheCallersOwnBody_SendsItWholeAgain()
    {
        var upstream = new DigestUpstream("algorithm=SHA-256, qop=\"auth-int\"");
        await using var server = await LoopbackServer.StartAsync(upstream.AnswerAsync);
        await using var host = await GuardedHost.StartAsync(Yaml(server.Origin), Variables);

        using var put = new HttpRequestMessage(HttpMethod.Put, host.Origin + "/v1/it") { Content = new StringContent(new string('x', 100_000)) };
        Assert.Equal(200, (await host.SendAsync(put, null)).Status);

        Assert.Equal([401, 200], upstream.Statuses);
        Assert.Equal([100_000, 100_000], upstream.Lengths);
    }

    [Theory]
    [InlineData("algorithm=SHA-256, qop=\"auth\"")]
    [InlineData("algorithm=MD5, qop=\"auth-int\"")]
    public async Task Forward_OfACallersBody_IsSentWholeAgain(string challenge)
    {
        var upstream = new DigestUpstream(challenge);
        await using var server = await LoopbackServer.StartAsync(upstream.AnswerAsync);
        await using var host = await GuardedHost.StartAsync(Yaml(server.Origin), Variables);

        foreach (var _ in Enumerable.Range(0, 2))
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, host.Origin + "/v1/passed/a%20b?q=1") { Content = new StringContent(new string('x', 100_000)) };
            Assert.Equal(200, (await host.SendAsync(request, null)).Status);
        }

        Assert.Equal([401, 200, 200], upstream.Statuses);
        Assert.All(upstream.Lengths, length => Assert.Equal(100_000, length));
    }

    [Fact]
    public async Task Nonce_GoneStale_IsReplaced()
    {
        var upstream = new DigestUpstream("algorithm=MD5, qop=\"auth\"");
        await using var server = await LoopbackServer.StartAsync(upstream.AnswerAsync);
        await using var host = await GuardedHost.StartAsync(Yaml(server.Origin), Variables);

        Assert.Equal(200, (await host.GetAsync()).Status);
        upstream.Nonce = "N2";
        Assert.Equal(200, (await host.GetAsync()).Status);

        Assert.Equal([401, 200, 401, 200], upstream.Statuses);
    }

    [Fact]
    public async Task Nonce_ThatTheServerWantsNext_IsUsedFromTheStart()
    {
        var upstream = new DigestUpstream("algorithm=SHA-256, qop=\"auth\"") { NextNonce = "N2" };
        await using var server = await LoopbackServer.StartAsync(upstream.AnswerAsync);
        await using var host = await GuardedHost.StartAsync(Yaml(server.Origin), Variables);

        Assert.Equal(200, (await host.GetAsync()).Status);
        Assert.Equal(200, (await host.GetAsync()).Status);
        Assert.Equal(200, (await host.GetAsync()).Status);

        Assert.Equal([401, 200, 200, 200], upstream.Statuses);
        Assert.Equal(["N1 00000001", "N2 00000001", "N2 00000002"], upstream.Seen.Skip(1).Select(given => $"{FieldOf(given, "nonce")} {FieldOf(given, "nc")}"));
    }

    [Fact]
    public async Task Session_KeepsItsClientNonce()
    {
        var upstream = new DigestUpstream("algorithm=SHA-256-sess, qop=\"auth\"");
        await using var server = await LoopbackServer.StartAsync(upstream.AnswerAsync);
        await using var host = await GuardedHost.StartAsync(Yaml(server.Origin), Variables);

        Assert.Equal(200, (await host.GetAsync()).Status);
        Assert.Equal(200, (await host.GetAsync()).Status);

        Assert.Equal(FieldOf(upstream.Seen.ElementAt(1), "cnonce"), FieldOf(upstream.Seen.ElementAt(2), "cnonce"));
    }

    [Fact]
    public async Task Password_Wrong_IsTriedOnceAndNotAgainWithTheSameNonce()
    {
        var upstream = new DigestUpstream("algorithm=MD5, qop=\"auth\"");
        await using var server = await LoopbackServer.StartAsync(upstream.AnswerAsync);
        await using var host = await GuardedHost.StartAsync(Yaml(server.Origin, "wrong password"));

        var answer = await host.GetAsync();
        await host.GetAsync();

        Assert.Equal(502, answer.Status);
        Assert.Contains("upstream-credential", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong password", answer.Body, StringComparison.Ordinal);
        Assert.Equal([401, 401, 401], upstream.Statuses);
    }

    [Fact]
    public async Task Surface_OfOurOwn_IsUnderstood()
    {
        await using var inner = await GuardedHost.StartAsync("""
            naftiko: 1.0.0-alpha2
            capability:
              exposes:
              - type: rest
                namespace: rest
                port: PORT
                authentication: { type: digest, username: Mufasa, password: "{{PASSWORD}}" }
                resources:
                - path: /it
                  operations: [ { method: GET, name: get, outputParameters: [ { name: says, type: string, value: "hello" } ] } ]
            """, Variables);
        await using var outer = await GuardedHost.StartAsync(Yaml(inner.Origin), Variables);

        Assert.Equal((200, """{"says":"hello"}"""), await StatusAndBody(outer));
        Assert.Equal((200, """{"says":"hello"}"""), await StatusAndBody(outer));
    }

    [Fact]
    public async Task DryRun_ShowsAStandIn()
    {
        await using var host = await GuardedHost.StartAsync(Yaml("http://127.0.0.1:9"), Variables, isDryRun: true);

        Assert.Equal("Digest {{credentials of api}}", (string?)JsonNode.Parse((await host.GetAsync()).Body)!["headers"]!["Authorization"]);
    }

    [Fact]
    public async Task Password_Unset_NothingIsSent()
    {
        var upstream = new DigestUpstream("algorithm=MD5, qop=\"auth\"");
        await using var server = await LoopbackServer.StartAsync(upstream.AnswerAsync);
        await using var host = await GuardedHost.StartAsync(Yaml(server.Origin));

        var answer = await host.GetAsync();

        Assert.Equal(500, answer.Status);
        Assert.Contains("PASSWORD", answer.Body, StringComparison.Ordinal);
        Assert.Empty(upstream.Statuses);
    }

    private static string FieldOf(string given, string name) => Regex.Match(given, $"\\b{name}=\"?([^\",]+)").Groups[1].Value;

    private static async Task<(int, string)> StatusAndBody(GuardedHost host)
    {
        var answer = await host.GetAsync();
        return (answer.Status, answer.Body);
    }

    /// <param name="challenge">What the challenge has besides realm and nonce.</param>
    /// <param name="others">Further challenges.</param>
    private sealed partial class DigestUpstream(string challenge, params string[] others)
    {
        private string _count = "00000000";

        public string Nonce { get; set; } = "N1";

        /// <summary>What the nonce becomes with the first good answer, which says so.</summary>
        public string? NextNonce { get; init; }

        public ConcurrentQueue<int> Statuses { get; } = new();

        public ConcurrentQueue<string> Seen { get; } = new();

        public ConcurrentQueue<int> Lengths { get; } = new();

        public async Task AnswerAsync(HttpContext context)
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync(context.RequestAborted);
            var given = context.Request.Headers.Authorization.ToString();
            Seen.Enqueue(given);
            Lengths.Enqueue(body.Length);
            var isRight = given.StartsWith("Digest ", StringComparison.Ordinal) && IsRight(given, context, body);
            context.Response.StatusCode = isRight ? 200 : 401;
            Statuses.Enqueue(context.Response.StatusCode);
            if (!isRight)
            {
                context.Response.Headers.WWWAuthenticate = new([$"Digest realm=\"r\", nonce=\"{Nonce}\", {challenge}", .. others]);
            }

            if (isRight && NextNonce is { } next)
            {
                context.Response.Headers["Authentication-Info"] = $"qop=auth, nextnonce=\"{next}\"";
                Nonce = next;
            }

            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("{}");
        }

        private bool IsRight(string given, HttpContext context, string body)
        {
            var fields = Field().Matches(given).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Success ? Regex.Unescape(m.Groups[2].Value) : m.Groups[3].Value);
            var algorithm = fields.GetValueOrDefault("algorithm", "MD5");
#pragma warning disable CA5351 // RFC 7616 has MD5
            string H(string text) => Convert.ToHexStringLower(
                algorithm.StartsWith("SHA-256", StringComparison.Ordinal) ? SHA256.HashData(Encoding.UTF8.GetBytes(text)) : MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351
            var target = context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget;
            var name = challenge.Contains("userhash=true", StringComparison.Ordinal) ? H("Mufasa:r") : "Mufasa";
            if (fields["username"] != name || fields["uri"] != target || fields["nonce"] != Nonce || fields.GetValueOrDefault("opaque") != OpaqueOf(challenge))
            {
                return false;
            }

            var secret = H("Mufasa:r:Circle of Life");
            secret = algorithm.EndsWith("-sess", StringComparison.Ordinal) ? H($"{secret}:{Nonce}:{fields["cnonce"]}") : secret;
            var action = $"{context.Request.Method}:{target}";
            action = fields.GetValueOrDefault("qop") == "auth-int" ? $"{action}:{H(body)}" : action;
            if (!fields.TryGetValue("qop", out var qop))
            {
                return !challenge.Contains("qop=", StringComparison.Ordinal) && fields["response"] == H($"{secret}:{Nonce}:{H(action)}");
            }

            var isNew = string.CompareOrdinal(fields["nc"], _count) > 0;
            _count = fields["nc"];
            return (isNew || fields["nc"] == "00000001") && fields["response"] == H($"{secret}:{Nonce}:{fields["nc"]}:{fields["cnonce"]}:{qop}:{H(action)}");
        }

        private static string? OpaqueOf(string challenge) =>
            Opaque().Match(challenge) is { Success: true } found ? Regex.Unescape(found.Groups[1].Value) : null;

        [GeneratedRegex("(\\w+)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,]+))")]
        private static partial Regex Field();

        [GeneratedRegex("opaque=\"((?:[^\"\\\\]|\\\\.)*)\"")]
        private static partial Regex Opaque();
    }
}
