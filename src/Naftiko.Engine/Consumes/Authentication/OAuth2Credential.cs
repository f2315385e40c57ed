using Naftiko.Engine.Authentication;
using Naftiko.Engine.Binds;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Consumes.Authentication;

/// <summary>A token of an authorization server (RFC 6749): one for all calls of an API, renewed before it ends and when it is refused.</summary>
internal sealed class OAuth2Credential : Credential
{
    private const string Scheme = "Bearer ";

    private readonly TokenRequests _requests;
    private readonly Fetched<AccessToken> _token;

    public OAuth2Credential(TokenGrant grant, IssuerClient issuer, TimeProvider time)
    {
        _requests = new TokenRequests(grant, issuer);
        _token = new Fetched<AccessToken>(_requests.FetchAsync, TimeSpan.Zero, time);
    }

    public override Redactor Redactor => _requests.Redactor;

    private protected override async ValueTask<Failure?> ApplyAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var fetched = await _token.GetAsync(cancellationToken);
        if (fetched.Value is not { } token)
        {
            return fetched.Failure;
        }

        Set(request, Scheme + token.Value);
        return null;
    }

    private protected override async ValueTask<bool> ReplaceAsync(HttpRequestMessage request, UpstreamResponse refusal, CancellationToken cancellationToken)
    {
        var refused = new AccessToken(request.Headers.NonValidated[Header].ToString()[Scheme.Length..]);
        var fetched = await _token.RenewAsync(refused, cancellationToken);
        if (fetched.Value is not { } token || token == refused)
        {
            return false;
        }

        Set(request, Scheme + token.Value);
        return true;
    }
}
