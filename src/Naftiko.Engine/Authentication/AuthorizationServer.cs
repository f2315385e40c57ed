using Naftiko.Engine.Consumes.Transport;
using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Authentication;

/// <summary>An authorization server as its metadata describes it, which are looked up when first needed.</summary>
public sealed class AuthorizationServer
{
    private const string WellKnown = "/.well-known/";

    private static readonly TimeSpan RenewAfter = TimeSpan.FromHours(1);
    private static readonly TimeSpan GoodFor = TimeSpan.FromDays(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Fetched<AuthorizationServerMetadata> _metadata;

    /// <param name="address">The issuer's identifier, or the address of the metadata itself.</param>
    /// <param name="client">Reads the metadata.</param>
    /// <param name="time">The clock.</param>
    public AuthorizationServer(string address, IssuerClient client, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(address);
        Address = address;
        _metadata = new Fetched<AuthorizationServerMetadata>(() => ReadAsync(client), Pause, time);
    }

    public string Address { get; }

    public ValueTask<Fetch<AuthorizationServerMetadata>> MetadataAsync(CancellationToken cancellationToken) => _metadata.GetAsync(cancellationToken);

    /// <summary>Whether two identifiers are the same; one slash at the end does not count.</summary>
    public static bool IsSameIssuer(string? one, string? other) => one is not null && other is not null && Trim(one).SequenceEqual(Trim(other));

    /// <summary>The issuer's identifier, also where the address of its metadata is given: without the well-known name, before or behind the path.</summary>
    public static string IdentifierOf(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var start = address.IndexOf(WellKnown, StringComparison.Ordinal);
        if (start < 0)
        {
            return address;
        }

        var end = address.IndexOf('/', start + WellKnown.Length);
        return address[..start] + (end < 0 ? "" : address[end..]);
    }

    private async Task<Fetch<AuthorizationServerMetadata>> ReadAsync(IssuerClient client)
    {
        var mismatch = false;
        foreach (var place in Places())
        {
            var answer = await client.GetAsync(place, CancellationToken.None);
            if (answer is { Status: 0, Failure: { } failure })
            {
                return new Fetch<AuthorizationServerMetadata>(null, failure);
            }

            if (!answer.IsSuccess || answer.Text("issuer") is not { } issuer)
            {
                continue;
            }

            // RFC 8414 section 3.3: another issuer's metadata must not be used.
            mismatch = !place.Equals(Address, StringComparison.Ordinal) && !IsSameIssuer(issuer, Address);
            if (!mismatch)
            {
                return new Fetch<AuthorizationServerMetadata>(Metadata(issuer, answer), null) { RenewAfter = RenewAfter, GoodFor = GoodFor };
            }
        }

        return new Fetch<AuthorizationServerMetadata>(null, new Failure(FailureKind.UpstreamMalformed, mismatch
            ? "The metadata of the authorization server name another issuer than the file."
            : "The authorization server has no metadata where RFC 8414 and OpenID Connect Discovery put them."));
    }

    private static AuthorizationServerMetadata Metadata(string issuer, in IssuerAnswer answer)
    {
        var methods = answer.Texts("token_endpoint_auth_methods_supported");
        return new AuthorizationServerMetadata(
            issuer, answer.Text("jwks_uri"), answer.Text("token_endpoint"), answer.Text("introspection_endpoint"),
            methods.Contains("client_secret_post") && !methods.Contains("client_secret_basic"));
    }

    /// <summary>
    /// Both well-known names; before the path of the identifier (RFC 8414 section 3.1) and behind it (OpenID Connect Discovery section 4).
    /// </summary>
    private IEnumerable<string> Places()
    {
        if (Address.Contains(WellKnown, StringComparison.Ordinal))
        {
            return [Address];
        }

        var issuer = Address.TrimEnd('/');
        var path = UpstreamUri.PathStart(issuer) is > 0 and var start ? start : issuer.Length;
        return new[]
        {
            $"{issuer[..path]}/.well-known/oauth-authorization-server{issuer[path..]}",
            $"{issuer}/.well-known/openid-configuration",
            $"{issuer}/.well-known/oauth-authorization-server",
            $"{issuer[..path]}/.well-known/openid-configuration{issuer[path..]}",
        }.Distinct(StringComparer.Ordinal);
    }

    private static ReadOnlySpan<char> Trim(string issuer) => issuer.EndsWith('/') ? issuer.AsSpan(0, issuer.Length - 1) : issuer;
}
