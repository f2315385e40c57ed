using Naftiko.Engine.Binds;
using Naftiko.Engine.Consumes.Bodies;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Consumes.Authentication;

/// <summary>
/// A credential that a request gets when it is sent: it must first be fetched, or depends on the request. One that is known at load is not
/// one of these but a header or parameter of the request's template.
/// </summary>
internal abstract class Credential
{
    private protected const string Header = "Authorization";

    /// <summary>A caller's own body up to this size is held, so that it can be sent again, or signed.</summary>
    private protected const long MaxHeldBytes = 10 * 1024 * 1024;

    /// <summary>Takes the credential, as it is now, out of what the upstream says about its errors.</summary>
    public abstract Redactor Redactor { get; }

    /// <summary>Sends a request with the credential; one that the upstream refuses (401) is sent once more if there is a better one.</summary>
    /// <param name="client">Sends.</param>
    /// <param name="request">The request. One with a large or endless body of the caller's is sent once only. It keeps an <c>Authorization</c> that the caller gave.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public async ValueTask<UpstreamResult> SendAsync(UpstreamClient client, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Headers.NonValidated.Contains(Header))
        {
            return await client.SendAsync(request, cancellationToken);
        }

        if (await ApplyAsync(request, cancellationToken) is { } failure)
        {
            return new UpstreamResult(failure);
        }

        var canRepeat = await HoldAsync(request.Content, cancellationToken);
        var result = await client.SendAsync(request, cancellationToken);
        if (!result.TryGetResponse(out var answer, out _))
        {
            return result;
        }

        if ((int)answer.Status == 401 && await ReplaceAsync(request, answer, cancellationToken) && canRepeat)
        {
            answer.Dispose();
            result = await client.SendAsync(request, cancellationToken);
            _ = result.TryGetResponse(out answer, out _);
        }

        if (answer is not null)
        {
            Learn(answer);
        }

        return result;
    }

    /// <summary>Takes from an answer what the next request needs.</summary>
    private protected virtual void Learn(UpstreamResponse answer)
    {
    }

    /// <summary>Gives the request the credential, or says why there is none.</summary>
    private protected abstract ValueTask<Failure?> ApplyAsync(HttpRequestMessage request, CancellationToken cancellationToken);

    /// <summary>Gives a request that was refused another credential; false when there is none to try.</summary>
    private protected abstract ValueTask<bool> ReplaceAsync(HttpRequestMessage request, UpstreamResponse refusal, CancellationToken cancellationToken);

    /// <summary>Whether the content can be sent twice.</summary>
    private static async ValueTask<bool> HoldAsync(HttpContent? content, CancellationToken cancellationToken)
    {
        if (content is not PassedContent passed)
        {
            return true;
        }

        if (passed.Headers.ContentLength is not <= MaxHeldBytes)
        {
            return false;
        }

        try
        {
            await passed.LoadIntoBufferAsync(MaxHeldBytes, cancellationToken);
            return true;
        }
        catch (HttpRequestException) when (passed.Fault is { } fault)
        {
            fault.Throw(); // the caller's affair, as it is while sending
            throw;
        }
    }

    private protected static void Set(HttpRequestMessage request, string value) => Set(request, Header, value);

    private protected static void Set(HttpRequestMessage request, string header, string value)
    {
        request.Headers.Remove(header);
        request.Headers.TryAddWithoutValidation(header, value);
    }
}
