using System.Diagnostics.CodeAnalysis;
using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Consumes.Transport;

/// <summary>What came of reading a body: its bytes, or the reason why they cannot be had.</summary>
public readonly record struct BodyRead
{
    private readonly PooledBody? _body;
    private readonly Failure? _failure;

    internal BodyRead(PooledBody body) => _body = body;

    internal BodyRead(Failure failure) => _failure = failure;

    /// <summary>The bytes, which the caller disposes, or else the failure.</summary>
    public bool TryGetBody([NotNullWhen(true)] out PooledBody? body, [NotNullWhen(false)] out Failure? failure)
    {
        body = _body;
        failure = _failure;
        return body is not null;
    }
}
