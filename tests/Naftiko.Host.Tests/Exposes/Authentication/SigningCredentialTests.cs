using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Naftiko.Host.Tests.Exposes.Authentication;

/// <summary>Calls of upstreams that want each request signed; what arrives is checked with code of the tests' own.</summary>
public sealed class SigningCredentialTests
{
    private static readonly RSA Key = RSA.Create(2048);

    private static readonly Dictionary<string, string> Variables = new()
    {
        ["AWS_ID"] = "AKIDEXAMPLE",
        ["AWS_SECRET"] = "wJalrXUtnFEMI/K7MDENG",
        ["AWS_TOKEN"] = "session-token-of-an-hour",
        ["CONSUMER_KEY"] = "key!of-consumer",
        ["CONSUMER_SECRET"] = "secret of consumer",
        ["TOKEN_SECRET"] = "secret&of/token",
        ["PEM"] = Key.ExportPkcs8PrivateKeyPem(),
        ["PEM_ONE_LINE"] = Key.ExportRSAPrivateKeyPem().Replace("\n", "\\n", StringComparison.Ordinal),
        ["DER"] = Convert.ToBase64String(Key.ExportPkcs8PrivateKey()),
    };

    private const string Aws = "type: aws-sig-v4, accessKeyId: '{{AWS_ID}}', secretKey: '{{AWS_SECRET}}'";
    private const string OAuth1 = "type: oauth1, consumerKey: '{{CONSUMER_KEY}}'";

    private static string Yaml(string upstream, string authentication) => $$$"""
        naftiko: 1.0.0-alpha2
        capability:
          exposes:
          - type: rest
            namespace: rest
            port: PORT
            resources:
            - path: /v1/it
              operations:
              - { method: GET, name: get, call: api.get, with: { name: "a b", tags: [ "y", "x/z" ] } }
              - { method: POST, name: post, call: api.post, with: { text: "hello" } }
              - { method: PUT, name: put, call: api.put, with: { text: "a b", more: "c&d" } }
            - { path: "/v1/passed/{path}", forward: { targetNamespace: api } }
          consumes:
          - type: http
            namespace: api
            baseUri: {{{upstream}}}
            authentication: { {{{authentication}}} }
            resources:
            - path: /it/{name}
              operations:
              - { method: GET, name: get, inputParameters: [ { name: tags, in: query, type: array } ] }
            - path: /it?fixed=1
              operations:
              - { method: POST, name: post, inputParameters: [ { name: text, in: body } ] }
              - { method: PUT, name: put, body: { type: formUrlEncoded }, inputParameters: [ { name: text, in: body }, { name: more, in: body } ] }
        """;

    [Theory]
    [InlineData("GET", "/v1/it", "service: service", false)]
    [InlineData("POST", "/v1/it", "service: service", false)]
    [InlineData("PUT", "/v1/it", "service: service, sessionToken: '{{AWS_TOKEN}}'", false)]
    [InlineData("GET", "/v1/it", "service: s3", true)]
    [InlineData("POST", "/v1/passed/x/y%20z?b=2&a=1&c", "service: s3, session_token: '{{AWS_TOKEN}}'", true)]
    [InlineData("POST", "/v1/passed/x/y%20z?b=2&a=1&c", "service: service", false)]
    public async Task Aws_Request_IsSignedAsItArrives(string method, string path, string more, bool isS3)
    {
        var upstream = new Arrivals();
        await using var server = await LoopbackServer.StartAsync(upstream.AnswerAsync);
        await using var host = await GuardedHost.StartAsync(Yaml(server.Origin, $"{Aws}, region: eu-west-1, {more}"), Variables, new HeldTime());

        Assert.Equal(200, (await SendAsync(host, method, path)).Status);

        var arrived = Assert.Single(upstream.Seen);
        Assert.Equal("20150830T123600Z", arrived.Header("X-Amz-Date"));
        Assert.Equal(more.Contains("{{AWS_TOKEN}}", StringComparison.Ordinal) ? Variables["AWS_TOKEN"] : "", arrived.Header("X-Amz-Security-Token"));
        Assert.Equal(AwsAuthorization(arrived, isS3), arrived.Header("Authorization"));
        host.AssertLogsHide(Variables["AWS_SECRET"], Variables["AWS_TOKEN"]);
    }

    [Theory]
    [InlineData("GET", "/v1/it")]
    [InlineData("POST", "/v1/it")]
    [InlineData("PUT", "/v1/it")]
    [InlineData("POST", "/v1/passed/x/y%20z?b=2&a=1&c")]
    public async Task OAuth1_Hmac_IsSignedAsItArrives(string method, string path)
    {
        var upstream = new Arrivals();
        await using var server = await LoopbackServer.StartAsync(upstream.AnswerAsync);
        await using var host = await GuardedHost.StartAsync(
            Yaml(server.Origin, $"{OAuth1}, consumerSecret: '{{{{CONSUMER_SECRET}}}}', token: abc, tokenSecret: '{{{{TOKEN_SECRET}}}}', realm: Photos"), Variables);

        Assert.Equal(200, (await SendAsync(host, method, path)).Status);

        var arrived = Assert.Single(upstream.Seen);
        var given = OAuth1Parameters(arrived);
        Assert.StartsWith("OAuth realm=\"Photos\", ", arrived.Header("Authorization"), StringComparison.Ordinal);
        Assert.Equal(("HMAC-SHA1", "abc", "1.0", false), (given["oauth_signature_method"], given["oauth_token"], given["oauth_version"], given.ContainsKey("oauth_body_hash")));
        var key = $"{Escape(Variables["CONSUMER_SECRET"])}&{Escape(Variables["TOKEN_SECRET"])}";
#pragma warning disable CA5350 // RFC 5849 has HMAC-SHA1
        Assert.Equal(Convert.ToBase64String(HMACSHA1.HashData(Encoding.ASCII.GetBytes(key), OAuth1BaseString(arrived, given))), given["oauth_signature"]);
#pragma warning restore CA5350
        host.AssertLogsHide(Variables["CONSUMER_SECRET"], Variables["TOKEN_SECRET"]);
    }

    [Theory]
    [InlineData("GET", "PEM", true)]
    [InlineData("POST", "PEM_ONE_LINE", true)]
    [InlineData("PUT", "DER", false)]
    public async Task OAuth1_SigningKey_SignsWithRsaAndCoversTheBody(string method, string variable, bool isHashed)
    {
        var upstream = new Arrivals();
        await using var server = await LoopbackServer.StartAsync(upstream.AnswerAsync);
        await using var host = await GuardedHost.StartAsync(Yaml(server.Origin, $"{OAuth1}, signingKey: '{{{{{variable}}}}}'"), Variables);

        Assert.Equal(200, (await SendAsync(host, method, "/v1/it")).Status);

        var arrived = Assert.Single(upstream.Seen);
        var given = OAuth1Parameters(arrived);
        Assert.Equal(("RSA-SHA256", "key!of-consumer"), (given["oauth_signature_method"], given["oauth_consumer_key"]));
        Assert.Equal(isHashed ? Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(arrived.Body))) : null, given.GetValueOrDefault("oauth_body_hash"));
        Assert.True(Key.VerifyData(OAuth1BaseString(arrived, given), Convert.FromBase64String(given["oauth_signature"]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        host.AssertLogsHide(Variables[variable][40..80]);
    }

    [Fact]
    public async Task OAuth1_Twice_HasAnotherNonce()
    {
        var upstream = new Arrivals();
        await using var server = await LoopbackServer.StartAsync(upstream.AnswerAsync);
        await using var host = await GuardedHost.StartAsync(Yaml(server.Origin, $"{OAuth1}, consumerSecret: s, signatureMethod: hmac-sha256, bodyHash: true"), Variables);

        await host.GetAsync();
        await host.GetAsync();

        var given = upstream.Seen.Select(OAuth1Parameters).ToList();
        Assert.NotEqual(given[0]["oauth_nonce"], given[1]["oauth_nonce"]);
        Assert.All(given, g => Assert.Equal(("HMAC-SHA256", true), (g["oauth_signature_method"], g.ContainsKey("oauth_body_hash"))));
    }

    [Theory]
    [InlineData(Aws, "'region' and 'service'")]
    [InlineData("type: aws-sig-v4, accessKeyId: a", "needs 'secretKey'")]
    [InlineData("type: aws-sig-v4, secretKey: a", "needs 'accessKeyId'")]
    [InlineData("type: aws-sig-v4, accessKeyId: a, secretKey: '{{UNSET_SECRET}}'", "'UNSET_SECRET' has no value")]
    [InlineData(OAuth1, "needs 'consumerSecret'")]
    [InlineData("type: oauth1, consumerSecret: s", "needs 'consumerKey'")]
    [InlineData(OAuth1 + ", signatureMethod: RSA-SHA256", "needs 'signingKey'")]
    [InlineData(OAuth1 + ", signatureMethod: PLAINTEXT, consumerSecret: s", "HMAC-SHA256")]
    [InlineData(OAuth1 + ", signingKey: 'not a key at all'", "no RSA private key")]
    [InlineData("type: hmac, apiId: a, apiKey: b", "'hmac' of the upstream is not supported")]
    public async Task Block_ThatDoesNotSuffice_SendsNothing(string authentication, string reason)
    {
        var upstream = new Arrivals();
        await using var server = await LoopbackServer.StartAsync(upstream.AnswerAsync);
        await using var host = await GuardedHost.StartAsync(Yaml(server.Origin, authentication), Variables);

        var answer = await host.GetAsync();

        Assert.InRange(answer.Status, 500, 501);
        Assert.Contains(reason, answer.Body.Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("not a key", answer.Body, StringComparison.Ordinal);
        Assert.Empty(upstream.Seen);
    }

    [Fact]
    public async Task UpstreamError_ThatRepeatsKeys_IsScrubbed()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.StatusCode = 403;
            return context.Response.WriteAsync($"not {Variables["AWS_SECRET"]} nor {Variables["AWS_TOKEN"]}");
        });
        await using var host = await GuardedHost.StartAsync(Yaml(server.Origin, $"{Aws}, sessionToken: '{{{{AWS_TOKEN}}}}', region: r, service: s"), Variables);

        var answer = await host.GetAsync();

        Assert.Equal(403, answer.Status);
        Assert.DoesNotContain(Variables["AWS_SECRET"], answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(Variables["AWS_TOKEN"], answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DryRun_ShowsAStandIn()
    {
        await using var host = await GuardedHost.StartAsync(Yaml("http://127.0.0.1:9", $"{Aws}, region: r, service: s"), Variables, isDryRun: true);

        Assert.Equal("AWS4-HMAC-SHA256 {{signature of api}}", (string?)JsonNode.Parse((await host.GetAsync()).Body)!["headers"]!["Authorization"]);
    }

    [Fact]
    public async Task DryRun_BindInTheHost_IsShownByItsName()
    {
        await using var host = await GuardedHost.StartAsync(Yaml("\"https://ce.{{REGION}}.amazonaws.com\"", Aws), new(Variables) { ["REGION"] = "eu-west-1" }, isDryRun: true);

        Assert.Equal("https://ce.{{REGION}}.amazonaws.com/it/a%20b?tags=y&tags=x%2Fz", (string?)JsonNode.Parse((await host.GetAsync()).Body)!["url"]);
    }

    private static async Task<Answered> SendAsync(GuardedHost host, string method, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), host.Origin + path);
        request.Content = path.Contains("passed", StringComparison.Ordinal) ? new StringContent("bytes of the caller", Encoding.UTF8, "text/plain") : null;
        return await host.SendAsync(request, null);
    }

    /// <summary>What AWS computes: each step of Signature Version 4 written out.</summary>
    private static string AwsAuthorization(Arrival arrived, bool isS3)
    {
        var names = new List<string> { "content-type", "host", "x-amz-content-sha256", "x-amz-date", "x-amz-security-token" }.FindAll(name => arrived.Header(name).Length > 0);
        Assert.Equal(isS3, names.Contains("x-amz-content-sha256"));
        var bodyHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(arrived.Body)));
        var path = isS3 ? arrived.Path : string.Join('/', arrived.Path.Split('/').Select(Escape));
        var query = string.Join('&', arrived.Query.Select(p => $"{Escape(p.Key)}={Escape(p.Value)}").Order(StringComparer.Ordinal));
        var canonical = $"{arrived.Method}\n{path}\n{query}\n{string.Concat(names.Select(n => $"{n}:{arrived.Header(n)}\n"))}\n{string.Join(';', names)}\n{bodyHash}";
        var time = arrived.Header("X-Amz-Date");
        var scope = $"{time[..8]}/eu-west-1/{(isS3 ? "s3" : "service")}/aws4_request";
        var text = $"AWS4-HMAC-SHA256\n{time}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = scope.Split('/').Aggregate(Encoding.UTF8.GetBytes("AWS4" + Variables["AWS_SECRET"]), (k, part) => HMACSHA256.HashData(k, Encoding.UTF8.GetBytes(part)));
        return $"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/{scope}, SignedHeaders={string.Join(';', names)}, Signature={Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)))}";
    }

    private static Dictionary<string, string> OAuth1Parameters(Arrival arrived) =>
        Regex.Matches(arrived.Header("Authorization"), "(oauth_\\w+)=\"([^\"]*)\"").ToDictionary(m => m.Groups[1].Value, m => Uri.UnescapeDataString(m.Groups[2].Value));

    private static byte[] OAuth1BaseString(Arrival arrived, Dictionary<string, string> given)
    {
        var form = arrived.Header("Content-Type").StartsWith("application/x-www-form-urlencoded", StringComparison.Ordinal) ? Arrival.Pairs(arrived.Body) : [];
        var parameters = arrived.Query.Concat(form).Concat(given.Where(p => p.Key != "oauth_signature"))
            .Select(p => (Escape(p.Key), Escape(p.Value))).Order(Comparer<(string, string)>.Create((x, y) => string.CompareOrdinal($"{x.Item1}\0{x.Item2}", $"{y.Item1}\0{y.Item2}")));
        return Encoding.ASCII.GetBytes($"{arrived.Method}&{Escape($"http://{arrived.Header("Host")}{arrived.Path}")}&{Escape(string.Join('&', parameters.Select(p => $"{p.Item1}={p.Item2}")))}");
    }

    private static string Escape(string text) => string.Concat(Encoding.UTF8.GetBytes(text).Select(b => char.IsAsciiLetterOrDigit((char)b) || b is (byte)'-' or (byte)'.' or (byte)'_' or (byte)'~' ? $"{(char)b}" : $"%{b:X2}"));

    /// <summary>A clock that stands still where AWS's published examples do.</summary>
    private sealed class HeldTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2015, 8, 30, 12, 36, 0, TimeSpan.Zero);
    }

    /// <summary>An upstream that remembers what arrived, as it arrived.</summary>
    private sealed class Arrivals
    {
        public ConcurrentQueue<Arrival> Seen { get; } = new();

        public async Task AnswerAsync(HttpContext context)
        {
            using var reader = new StreamReader(context.Request.Body);
            var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?', 2);
            Seen.Enqueue(new Arrival(
                context.Request.Method, target[0], Arrival.Pairs(target.ElementAtOrDefault(1) ?? ""),
                context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), await reader.ReadToEndAsync()));
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("{}");
        }
    }

    private sealed record Arrival(string Method, string Path, IReadOnlyList<KeyValuePair<string, string>> Query, Dictionary<string, string> Headers, string Body)
    {
        public string Header(string name) => Headers.GetValueOrDefault(name, "");

        public static IReadOnlyList<KeyValuePair<string, string>> Pairs(string text) =>
        [
            .. text.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2)).Select(p =>
                KeyValuePair.Create(Uri.UnescapeDataString(p[0].Replace('+', ' ')), Uri.UnescapeDataString((p.ElementAtOrDefault(1) ?? "").Replace('+', ' ')))),
        ];
    }
}
