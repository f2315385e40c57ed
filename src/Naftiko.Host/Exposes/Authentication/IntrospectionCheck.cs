using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Naftiko.Engine.Authentication;
using Naftiko.Engine.Exposes.Guards;
using Naftiko.Engine.Flows;

namespace Naftiko.Host.Exposes.Authentication;

/// <summary>Looks a token up at its issuer (RFC 7662). A good answer is kept for a moment, by the token's hash: a revoked token lives on that long.</summary>
internal sealed class IntrospectionCheck(OAuth2Guard guard, AuthorizationServer server, TimeProvider time) : TokenCheck
{
    private const int Capacity = 10_000;

    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<string, (TokenVerdict Verdict, DateTimeOffset Until)> _kept = new(StringComparer.Ordinal);

    public override async ValueTask<TokenVerdict> CheckAsync(string token, CancellationToken cancellationToken)
    {
        var key = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        if (_kept.TryGetValue(key, out var kept) && time.GetUtcNow() < kept.Until)
        {
            return kept.Verdict;
        }

        var (endpoint, failure) = await EndpointAsync(cancellationToken);
        if (endpoint is null)
        {
            return TokenVerdict.Unknown(failure ?? new Failure(FailureKind.UpstreamMalformed, "The authorization server names no introspection endpoint."));
        }

        KeyValuePair<string, string>[] form = [KeyValuePair.Create("token", token), KeyValuePair.Create("token_type_hint", "access_token")];
        var answer = await guard.IssuerClient.PostAsync(endpoint, form, guard.Client, cancellationToken);
        if (!answer.IsSuccess)
        {
            return TokenVerdict.Unknown(answer.Failure ?? new Failure(FailureKind.UpstreamStatus, $"The introspection endpoint answers with status {answer.Status}."));
        }

        var verdict = Judge(answer, out var expires);
        if (verdict.User is not null)
        {
            Keep(key, verdict, expires);
        }

        return verdict;
    }

    private async ValueTask<(string? Endpoint, Failure? Failure)> EndpointAsync(CancellationToken cancellationToken)
    {
        if (guard.IntrospectionEndpoint is { } written)
        {
            return (written, null);
        }

        var metadata = await server.MetadataAsync(cancellationToken);
        return (metadata.Value?.IntrospectionEndpoint, metadata.Failure);
    }

    private TokenVerdict Judge(in IssuerAnswer answer, out DateTimeOffset? expires)
    {
        expires = Date(answer.Body, "exp");
        if (!answer.Body.TryGetProperty("active", out var active) || active.ValueKind != JsonValueKind.True)
        {
            return TokenVerdict.Invalid("Token not active");
        }

        // "active" says that the issuer finds the token in time; what else it tells must fit too.
        if (TimeFault(Date(answer.Body, "nbf"), expires ?? DateTimeOffset.MaxValue - Skew, time.GetUtcNow()) is { } fault)
        {
            return TokenVerdict.Invalid(fault);
        }

        if (answer.Text("iss") is { } issuer && !AuthorizationServer.IsSameIssuer(issuer, AuthorizationServer.IdentifierOf(guard.Issuer)))
        {
            return TokenVerdict.Invalid(WrongIssuer);
        }

        if (answer.Body.TryGetProperty("aud", out _) && answer.Text("aud") != guard.Audience && !answer.Texts("aud").Contains(guard.Audience))
        {
            return TokenVerdict.Invalid(WrongAudience);
        }

        var scopes = answer.Text("scope")?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return TokenVerdict.Good(answer.Text("iss") ?? guard.Issuer, answer.Text("sub") ?? answer.Text("username") ?? answer.Text("client_id"), scopes);
    }

    private void Keep(string key, TokenVerdict verdict, DateTimeOffset? expires)
    {
        var now = time.GetUtcNow();
        if (_kept.Count >= Capacity)
        {
            _kept.Clear(); // rarer than the answers grow old, and it costs one look-up each
        }

        _kept[key] = (verdict, expires is { } end && end < now + KeptFor ? end : now + KeptFor);
    }

    private static DateTimeOffset? Date(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && Math.Abs(value.GetDouble()) < 1e11
            ? DateTimeOffset.UnixEpoch.AddSeconds(value.GetDouble())
            : null;
}
