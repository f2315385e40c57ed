using Naftiko.Spec.Document.Parameters;
using Naftiko.Spec.Sources;

namespace Naftiko.Spec.Document.Consumes;

/// <summary>One operation of a consumed API.</summary>
public sealed record ConsumedOperationSpec
{
    /// <summary><c>name</c>, else <c>id</c>.</summary>
    public required string Name { get; init; }

    public required SourceSpan Span { get; init; }

    /// <summary>Whether reading it has found errors: it is not what its author means, and is not called.</summary>
    public bool HasFaults { get; init; }

    /// <summary>The HTTP method, upper case; GET when the file does not say.</summary>
    public required string Method { get; init; }

    /// <summary>The operation's own path; how it joins the resource's: published dialect, section 4.</summary>
    public SpannedText? Path { get; init; }

    public string? Description { get; init; }

    public IReadOnlyList<InputParameterSpec> Inputs { get; init; } = [];

    public RequestBodySpec? Body { get; init; }

    /// <summary>The format of the upstream's answer (semantics, section 7).</summary>
    public SpannedText? OutputRawFormat { get; init; }

    public SpannedText? OutputSchema { get; init; }

    /// <summary>The media type that its answers are passed on as, whatever the upstream calls them; parsing does not look at it.</summary>
    public string? OutputMediaType { get; init; }

    /// <summary>The largest answer of bytes; stronger than the surface's.</summary>
    public BinarySize? MaxBinarySize { get; init; }

    public IReadOnlyList<OutputParameterSpec> Outputs { get; init; } = [];
}
