using System.Globalization;
using System.Text.Json;
using Naftiko.Engine.Authentication;
using Naftiko.Engine.Binds;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Consumes.Authentication;

/// <summary>Fetches the tokens of one grant, one request at a time. Nothing the token endpoint says is repeated but an error code of RFC 6749.</summary>
internal sealed class TokenRequests
{
    private const string Access = "access token";
    private const string PreviousAccess = "previous access token";
    private const string Refresh = "refresh token";

    /// <summary>A token is renewed so long before it ends: clocks differ, and a request takes its time.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    private static readonly string[] ErrorCodes =
        ["invalid_request", "invalid_client", "invalid_grant", "unauthorized_client", "unsupported_grant_type", "invalid_scope", "invalid_target"];

    private readonly TokenGrant _grant;
    private readonly IssuerClient _issuer;
    private readonly Dictionary<string, string> _secrets = new(StringComparer.Ordinal);
    private string? _refreshToken;
    private volatile Redactor _redactor;

    public TokenRequests(TokenGrant grant, IssuerClient issuer)
    {
        _grant = grant;
        _issuer = issuer;
        _refreshToken = grant.RefreshToken;
        if (grant.ClientSecret is { } secret)
        {
            _secrets.Add("client secret", secret);
        }

        if (grant.RefreshToken is { } refreshToken)
        {
            _secrets.Add(Refresh, refreshToken);
        }

        _redactor = NewRedactor();
    }

    /// <summary>Knows the client's secret, the refresh token and the last two access tokens.</summary>
    public Redactor Redactor => _redactor;

    public async Task<Fetch<AccessToken>> FetchAsync()
    {
        var (endpoint, isSecretInForm, failure) = await EndpointAsync();
        if (endpoint is null)
        {
            return Refused(failure?.Detail ?? "the authorization server names no token endpoint", null);
        }

        var client = new ClientIdentity(_grant.ClientId, _grant.ClientSecret, isSecretInForm);
        var answer = await _issuer.PostAsync(endpoint, _grant.Form(_refreshToken), client, CancellationToken.None);
        if (answer.Failure is { } unanswered)
        {
            return Refused(unanswered.Detail, unanswered.UpstreamStatus);
        }

        return answer.IsSuccess ? Read(answer) : Refused(Explain(answer), answer.Status);
    }

    private async Task<(string? Endpoint, bool IsSecretInForm, Failure? Failure)> EndpointAsync()
    {
        if (_grant.Endpoint is not null || _grant.Server is null)
        {
            return (_grant.Endpoint, _grant.IsSecretInForm ?? false, null);
        }

        var metadata = await _grant.Server.MetadataAsync(CancellationToken.None);
        return (metadata.Value?.TokenEndpoint, _grant.IsSecretInForm ?? metadata.Value?.IsSecretInForm ?? false, metadata.Failure);
    }

    private Fetch<AccessToken> Read(in IssuerAnswer answer)
    {
        if (answer.Text("access_token") is not { Length: > 0 } token || !HeaderValues.TryValidate(token))
        {
            return Refused("the token endpoint answered without an access token", answer.Status);
        }

        if (answer.Text("token_type") is { } type && !type.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
        {
            return Refused("the token endpoint gave a token of another type than Bearer", answer.Status);
        }

        Remember(token, answer.Text("refresh_token"));
        var life = Life(answer.Body);
        return new Fetch<AccessToken>(new AccessToken(token), null) { GoodFor = life, RenewAfter = life > Skew * 2 ? life - Skew : life / 2 };
    }

    /// <summary>Keeps the new secrets, and the previous access token: answers that name it may still be on their way.</summary>
    private void Remember(string token, string? refreshToken)
    {
        if (_secrets.Remove(Access, out var previous))
        {
            _secrets[PreviousAccess] = previous;
        }

        _secrets[Access] = token;
        if (refreshToken is not null && _refreshToken is not null)
        {
            _secrets[Refresh] = _refreshToken = refreshToken; // RFC 6749 section 6: the old one is then discarded
        }

        _redactor = NewRedactor();
    }

    private Redactor NewRedactor() => Redactor.Of(_secrets.Select(secret => KeyValuePair.Create($"{secret.Key} of {_grant.Name}", secret.Value)));

    /// <summary><c>expires_in</c>, which some write as text; without it a token is used until it is refused.</summary>
    private static TimeSpan Life(JsonElement body)
    {
        if (!body.TryGetProperty("expires_in", out var value))
        {
            return TimeSpan.MaxValue;
        }

        var seconds = 0d;
        var isRead = value.ValueKind == JsonValueKind.Number
            ? value.TryGetDouble(out seconds)
            : value.ValueKind == JsonValueKind.String && double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out seconds);
        return !isRead ? TimeSpan.MaxValue : TimeSpan.FromSeconds(Math.Clamp(seconds, 0, TimeSpan.FromDays(3650).TotalSeconds));
    }

    private static string Explain(in IssuerAnswer answer)
    {
        var code = answer.Text("error");
        return string.Create(CultureInfo.InvariantCulture,
            $"the token endpoint answered with status {answer.Status}{(ErrorCodes.Contains(code) ? $" ({code})" : "")}");
    }

    private Fetch<AccessToken> Refused(string why, int? status) =>
        new(null, new Failure(FailureKind.UpstreamCredential, $"there is no token for '{_grant.Name}': {why.TrimEnd('.')}; nothing was sent") { UpstreamStatus = status });
}
