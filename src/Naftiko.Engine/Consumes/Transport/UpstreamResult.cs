using System.Diagnostics.CodeAnalysis;
using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Consumes.Transport;

/// <summary>What came of sending a request: an answer, whatever its status, or the reason why there is none.</summary>
public readonly record struct UpstreamResult
{
    private readonly UpstreamResponse? _response;
    private readonly Failure? _failure;

    internal UpstreamResult(UpstreamResponse response) => _response = response;

    internal UpstreamResult(Failure failure) => _failure = failure;

    /// <summary>The answer, which the caller disposes, or else the failure.</summary>
    public bool TryGetResponse([NotNullWhen(true)] out UpstreamResponse? response, [NotNullWhen(false)] out Failure? failure)
    {
        response = _response;
        failure = _failure;
        return response is not null;
    }
}
