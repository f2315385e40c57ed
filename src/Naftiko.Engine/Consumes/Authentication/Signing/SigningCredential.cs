using Naftiko.Engine.Binds;
using Naftiko.Engine.Consumes.Bodies;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Consumes.Authentication.Signing;

/// <summary>A credential that signs each request as it is sent, its body included. A request that is refused would be signed the same again, so it is not repeated.</summary>
/// <param name="redactor">Knows the keys.</param>
internal abstract class SigningCredential(Redactor redactor) : Credential
{
    public override Redactor Redactor => redactor;

    private protected sealed override async ValueTask<Failure?> ApplyAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!await TryHoldAsync(request.Content, cancellationToken))
        {
            return new Failure(FailureKind.NotSupported, $"a body of more than {MaxHeldBytes / 1024 / 1024} MiB cannot be signed; nothing was sent");
        }

        var body = request.Content is { } content ? await content.ReadAsByteArrayAsync(cancellationToken) : [];
        return Sign(request, request.RequestUri ?? throw new ArgumentException("The request has no URI.", nameof(request)), body);
    }

    private protected sealed override ValueTask<bool> ReplaceAsync(HttpRequestMessage request, UpstreamResponse refusal, CancellationToken cancellationToken) => new(false);

    /// <summary>Puts the signature into the headers, or says why there is none.</summary>
    /// <param name="request">The request, otherwise finished.</param>
    /// <param name="target">Its URI.</param>
    /// <param name="body">Its body.</param>
    private protected abstract Failure? Sign(HttpRequestMessage request, Uri target, byte[] body);

    /// <summary>The value of a header of the content as it will be sent; null without.</summary>
    private protected static string? ContentType(HttpRequestMessage request) =>
        request.Content?.Headers.NonValidated.TryGetValues("Content-Type", out var values) == true ? values.ToString() : null;

    /// <summary>Holds a caller's own body, whatever it says of its length; false when it is too large.</summary>
    private static async ValueTask<bool> TryHoldAsync(HttpContent? content, CancellationToken cancellationToken)
    {
        if (content is not PassedContent passed)
        {
            return true;
        }

        try
        {
            await passed.LoadIntoBufferAsync(MaxHeldBytes, cancellationToken);
            return true;
        }
        catch (HttpRequestException)
        {
            passed.Fault?.Throw(); // the caller's affair, as it is while sending
            return false;
        }
    }
}
