using Naftiko.Spec.Sources;

namespace Naftiko.Spec.Document.Binds;

/// <summary>One entry of <c>binds</c>: variables and where their values come from.</summary>
/// <param name="Namespace">The prefix of qualified names, where one is given.</param>
/// <param name="Location">The file of the values; null or empty for environment variables.</param>
/// <param name="Keys">The variables, in the order of the file.</param>
/// <param name="Span">The place of the entry; relative locations start from its file.</param>
public sealed record BindSpec(string? Namespace, string? Location, IReadOnlyList<BindKeySpec> Keys, SourceSpan Span)
{
    /// <summary>The place of <see cref="Location"/>, where there is one.</summary>
    public SourceSpan? LocationSpan { get; init; }

    /// <summary>The only file whose templates see the bind; null: all of them do.</summary>
    public string? Scope { get; init; }
}
