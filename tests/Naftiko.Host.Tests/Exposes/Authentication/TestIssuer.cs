using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Naftiko.Host.Tests.Exposes.Authentication;

/// <summary>An authorization server whose keys rotate, with discovery, keys, tokens and introspection. Made without the libraries that the product uses.</summary>
internal sealed class TestIssuer : IAsyncDisposable
{
    private static readonly TestKey FirstKey = TestKey.Rsa("rsa-1");

    private LoopbackServer? _server;

    public string Origin => _server?.Origin ?? throw new InvalidOperationException("Not started.");

    /// <summary>The issuer's identifier.</summary>
    public string Uri => Origin + Path;

    /// <summary>The path of the identifier.</summary>
    public string Path { get; init; } = "";

    /// <summary>The path at which the metadata are.</summary>
    public string Place { get; set; } = "/.well-known/oauth-authorization-server";

    /// <summary>What the metadata say the issuer is; null: what it is.</summary>
    public string? ClaimedIssuer { get; init; }

    public IReadOnlyList<string> SecretMethods { get; init; } = ["client_secret_basic"];

    /// <summary>What the token endpoint answers; by default a new token each time.</summary>
    public Func<HttpContext, int, Task>? AnswerToken { get; set; }

    /// <summary>What the introspection endpoint says of a token.</summary>
    public Func<string, JsonObject> Introspect { get; set; } = _ => new JsonObject { ["active"] = false };

    public TestKey Key { get; set; } = FirstKey;

    /// <summary>Every request: path, Authorization, body.</summary>
    public ConcurrentQueue<(string Path, string? Authorization, string Body)> Requests { get; } = new();

    public int Count(string path) => Requests.Count(request => request.Path == path);

    public async Task<TestIssuer> StartAsync(int port = 0)
    {
        _server = await LoopbackServer.StartAsync(AnswerAsync, port);
        return this;
    }

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? default;

    /// <summary>A token that is good for an hour, with changes.</summary>
    public string Token(Action<JsonObject>? change = null, Action<JsonObject>? changeHeader = null, TestKey? key = null) => Token(Uri, key ?? Key, change, changeHeader);

    public static string Token(string issuer, TestKey key, Action<JsonObject>? change = null, Action<JsonObject>? changeHeader = null)
    {
        var header = new JsonObject { ["alg"] = key.Algorithm, ["typ"] = "at+jwt", ["kid"] = key.Id };
        var now = DateTimeOffset.UtcNow;
        var claims = new JsonObject
        {
            ["iss"] = issuer,
            ["aud"] = "https://api.naftiko.test/v1",
            ["sub"] = "alice",
            ["scope"] = "read write",
            ["exp"] = now.AddHours(1).ToUnixTimeSeconds(),
        };
        changeHeader?.Invoke(header);
        change?.Invoke(claims);
        var signed = $"{Encode(header.ToJsonString())}.{Encode(claims.ToJsonString())}";
        return $"{signed}.{Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var path = context.Request.Path.Value ?? "";
        Requests.Enqueue((path, context.Request.Headers.Authorization, body));
        if (path == Place)
        {
            await WriteAsync(context, Metadata());
            return;
        }

        switch (path)
        {
            case "/keys":
                await WriteAsync(context, new JsonObject { ["keys"] = new JsonArray(Key.Public(), TestKey.Symmetric) });
                break;
            case "/token":
                await (AnswerToken ?? NewTokenAsync)(context, Count("/token"));
                break;
            case "/introspect":
                var token = System.Web.HttpUtility.ParseQueryString(body)["token"] ?? "";
                await WriteAsync(context, Introspect(token));
                break;
            default:
                context.Response.StatusCode = 404;
                break;
        }
    }

    public static Task NewTokenAsync(HttpContext context, int number) =>
        WriteAsync(context, new JsonObject { ["access_token"] = $"secret-token-{number.ToString(CultureInfo.InvariantCulture)}", ["token_type"] = "bearer", ["expires_in"] = 3600 });

    public static Task WriteAsync(HttpContext context, JsonObject json, int status = 200)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json.ToJsonString());
    }

    private JsonObject Metadata() => new()
    {
        ["issuer"] = ClaimedIssuer ?? Uri,
        ["jwks_uri"] = Origin + "/keys",
        ["token_endpoint"] = Origin + "/token",
        ["introspection_endpoint"] = Origin + "/introspect",
        ["token_endpoint_auth_methods_supported"] = new JsonArray([.. SecretMethods.Select(method => (JsonNode)method)]),
    };
}

/// <summary>A key of an issuer.</summary>
internal sealed record TestKey(string Id, string Algorithm, Func<JsonObject> Public, Func<byte[], byte[]> Sign)
{
    /// <summary>A key that has no place in a public set; who signs with it must not be believed.</summary>
    public static JsonObject Symmetric => new() { ["kty"] = "oct", ["kid"] = "shared", ["alg"] = "HS256", ["k"] = TestIssuer.Encode(new string('k', 64)) };

    public static TestKey Rsa(string id)
    {
        var rsa = RSA.Create(2048);
        var parameters = rsa.ExportParameters(false);
        return new TestKey(
            id,
            "RS256",
            () => new JsonObject { ["kty"] = "RSA", ["kid"] = id, ["use"] = "sig", ["alg"] = "RS256", ["n"] = Base64Url.EncodeToString(parameters.Modulus), ["e"] = Base64Url.EncodeToString(parameters.Exponent) },
            data => rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    public static TestKey EllipticCurve(string id)
    {
        var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = curve.ExportParameters(false).Q;
        return new TestKey(
            id,
            "ES256",
            () => new JsonObject { ["kty"] = "EC", ["kid"] = id, ["crv"] = "P-256", ["x"] = Base64Url.EncodeToString(point.X), ["y"] = Base64Url.EncodeToString(point.Y) },
            data => curve.SignData(data, HashAlgorithmName.SHA256));
    }

    /// <summary>A MAC with bytes that everybody knows.</summary>
    public static TestKey Mac(string id, byte[] secret) => new(id, "HS256", () => [], data => HMACSHA256.HashData(secret, data));

    public static TestKey None(string id) => new(id, "none", () => [], _ => []);
}
