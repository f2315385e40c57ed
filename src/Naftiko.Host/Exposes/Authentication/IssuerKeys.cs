using Naftiko.Engine.Authentication;
using Naftiko.Engine.Flows;

namespace Naftiko.Host.Exposes.Authentication;

/// <summary>The keys of an issuer, shared by all surfaces that trust it, fetched again as they grow old and when a token names an unknown one.</summary>
internal sealed class IssuerKeys
{
    private static readonly TimeSpan RenewAfter = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan GoodFor = TimeSpan.FromHours(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly IssuerClient _client;
    private readonly Fetched<KeySet> _keys;

    public IssuerKeys(string issuer, IssuerClient client, TimeProvider time)
    {
        _client = client;
        Server = new AuthorizationServer(issuer, client, time);
        _keys = new Fetched<KeySet>(ReadAsync, Pause, time);
    }

    public AuthorizationServer Server { get; }

    /// <summary>The keys, with the one named if the issuer has it.</summary>
    public async ValueTask<Fetch<KeySet>> FindAsync(string? id, string algorithm, CancellationToken cancellationToken)
    {
        var fetched = await _keys.GetAsync(cancellationToken);
        return fetched.Value is { } keys && keys.Find(id, algorithm).Count == 0 ? await _keys.RenewAsync(keys, cancellationToken) : fetched;
    }

    private async Task<Fetch<KeySet>> ReadAsync()
    {
        var metadata = await Server.MetadataAsync(CancellationToken.None);
        if (metadata.Value is not { KeysUri: { } address } server)
        {
            return new Fetch<KeySet>(null, metadata.Failure ?? new Failure(FailureKind.UpstreamMalformed, "The authorization server names no keys."));
        }

        var answer = await _client.GetAsync(address, CancellationToken.None);
        if (!answer.IsSuccess)
        {
            return new Fetch<KeySet>(null, answer.Failure ?? new Failure(FailureKind.UpstreamStatus, $"The keys of the authorization server answer with status {answer.Status}."));
        }

        try
        {
            return new Fetch<KeySet>(KeySet.Parse(server.Issuer, answer.Body.GetRawText()), null) { RenewAfter = RenewAfter, GoodFor = GoodFor };
        }
        catch (ArgumentException)
        {
            return new Fetch<KeySet>(null, new Failure(FailureKind.UpstreamMalformed, "The keys of the authorization server cannot be read."));
        }
    }
}
