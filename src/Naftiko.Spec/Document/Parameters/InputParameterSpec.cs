using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.Document.Parameters;

/// <summary>An input, as consumed operations and exposed units declare it.</summary>
public sealed record InputParameterSpec
{
    public required string Name { get; init; }

    public required SourceSpan Span { get; init; }

    /// <summary>Where the value travels: path, query, header, cookie, body or environment; null when the file does not say.</summary>
    public string? In { get; init; }

    /// <summary>The JSON Schema type; null when the file does not say.</summary>
    public string? Type { get; init; }

    /// <summary>What people read in place of the name.</summary>
    public string? Title { get; init; }

    public string? Description { get; init; }

    /// <summary>Null when the file does not say: the default depends on what the input feeds (semantics, section 5).</summary>
    public bool? Required { get; init; }

    /// <summary>A regular expression that text values match.</summary>
    public string? Pattern { get; init; }

    /// <summary>The type of an array's elements.</summary>
    public string? ItemsType { get; init; }

    /// <summary>The only values allowed.</summary>
    public IReadOnlyList<ScalarNode> Enum { get; init; } = [];

    /// <summary>What an input that is left out stands for.</summary>
    public Node? Default { get; init; }

    /// <summary>A value of its own, static or templated: such an input is not asked of the caller.</summary>
    public Node? Value { get; init; }

    /// <summary>What an exposed input feeds (published dialect, section 5), for example <c>$.query.page</c>.</summary>
    public SpannedText? Mapping { get; init; }
}
