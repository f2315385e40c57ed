using Naftiko.Engine.Consumes.Authentication;
using Naftiko.Engine.Consumes.Bodies;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Engine.Expressions;
using Naftiko.Engine.Flows;
using Naftiko.Engine.Formats;
using Naftiko.Spec.Document;

namespace Naftiko.Engine.Consumes;

/// <summary>A consumed operation as one unit calls it: renders the request, sends it, and gives the answer or the reason why there is none.</summary>
internal sealed class HttpCall(UpstreamClient client, OriginRules origins, RequestTemplate template, Failure? refusal, bool hasCredential)
{
    /// <summary>The credential that requests get when they are sent; null when it is part of the template, or there is none.</summary>
    public Credential? Credential { get; init; }

    /// <summary>What the caller may give instead of the configured credential.</summary>
    public IReadOnlyList<Expression> Overrides { get; init; } = [];

    /// <summary>The format of the answer that the file names; null: JSON, or what the media type says.</summary>
    public IFormat? Format { get; init; }

    /// <summary>The media type that the file gives the answer, whatever the upstream calls it.</summary>
    public string? MediaType { get; init; }

    /// <summary>The largest answer of bytes; null where neither the operation nor the surface sets a limit.</summary>
    public BinarySize? MaxBinarySize { get; init; }

    /// <summary>Whether its request has a body.</summary>
    public bool HasBody => template.Body is not null;

    /// <summary>The request of this run, unsent: what a dry run shows. Null when it cannot be made; the reason is the run's failure.</summary>
    public UpstreamRequest? Render(Invocation run)
    {
        if (refusal is not null && !run.IsDryRun)
        {
            run.Fail(refusal);
            return null;
        }

        var request = template.Render(run);
        if (request is not null)
        {
            request.HasOwnCredential = hasCredential && (Overrides.Count == 0 || IsNotOverridden(run));
        }

        return request;
    }

    /// <summary>Sends a request of <see cref="Render"/>. <see cref="JudgeAsync"/> says what the result means.</summary>
    public ValueTask<UpstreamResult> SendAsync(UpstreamRequest request, CancellationToken cancellationToken)
    {
        // The URI is rendered: OriginRules sees the host that would really be reached.
        if (request.RequestUri is { } target && origins.Check(target) is { } refused)
        {
            return new(new UpstreamResult(refused));
        }

        return Credential is null ? client.SendAsync(request, cancellationToken) : Credential.SendAsync(client, request, cancellationToken);
    }

    /// <summary>
    /// The answer, if its status is below 400; anything else is a failure. Apart from <see cref="SendAsync"/>, so that a call waits for its upstream in one
    /// asynchronous step less. Throws what the caller's own body threw.
    /// </summary>
    public ValueTask<UpstreamResult> JudgeAsync(UpstreamRequest request, UpstreamResult result)
    {
        if (!result.TryGetResponse(out var response, out _))
        {
            (request.Content as PassedContent)?.Fault?.Throw();
            return new(result);
        }

        return (int)response.Status < 400 ? new(result) : RefuseAsync(response, request.HasOwnCredential);
    }

    // Apart from Render, which would allocate the closure for every request.
    private bool IsNotOverridden(Invocation run) => Overrides.All(o => o.IsLeftOut(run));

    private async ValueTask<UpstreamResult> RefuseAsync(UpstreamResponse response, bool isOwnCredential)
    {
        using (response)
        {
            return new UpstreamResult(await FailureOfAsync(response, isOwnCredential));
        }
    }

    private async ValueTask<Failure> FailureOfAsync(UpstreamResponse response, bool isOwnCredential)
    {
        var status = (int)response.Status;
        if (status is 401 or 407 && isOwnCredential)
        {
            return new Failure(FailureKind.UpstreamCredential, $"the upstream refused the configured credential with status {status}") { UpstreamStatus = status };
        }

        var body = await ErrorBodies.ReadAsync(response);
        return new Failure(FailureKind.UpstreamStatus, $"the upstream answered with status {status}")
        {
            UpstreamStatus = status,
            UpstreamBody = Credential is null ? body : Credential.Redactor.Redact(body),
            UpstreamContentType = response.ContentType,
            RetryAfter = response.Header("Retry-After"),
        };
    }
}
