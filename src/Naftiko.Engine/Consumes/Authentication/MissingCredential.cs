using Naftiko.Engine.Binds;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Consumes.Authentication;

/// <summary>A credential of which a part has no value: requests that need it are not sent.</summary>
internal sealed class MissingCredential(Failure reason) : Credential
{
    public override Redactor Redactor => Redactor.None;

    private protected override ValueTask<Failure?> ApplyAsync(HttpRequestMessage request, CancellationToken cancellationToken) => new(reason);

    private protected override ValueTask<bool> ReplaceAsync(HttpRequestMessage request, UpstreamResponse refusal, CancellationToken cancellationToken) => new(false);
}
