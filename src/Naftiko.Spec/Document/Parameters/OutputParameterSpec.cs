using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.Document.Parameters;

/// <summary>An output: a scalar, or the shape of an object or array (semantics, section 7).</summary>
public sealed record OutputParameterSpec
{
    public string? Name { get; init; }

    public required SourceSpan Span { get; init; }

    public string? Type { get; init; }

    public string? Description { get; init; }

    /// <summary>A JSONPath into the upstream's answer. A consumed output writes it in <c>value</c>; the reader has moved it here.</summary>
    public SpannedText? Mapping { get; init; }

    /// <summary>A static or templated value.</summary>
    public Node? Value { get; init; }

    /// <summary>A constant, whatever the upstream answers.</summary>
    public Node? Const { get; init; }

    /// <summary>The most UTF-16 units a text keeps.</summary>
    public int? MaxLength { get; init; }

    /// <summary>The members of an object.</summary>
    public IReadOnlyList<OutputParameterSpec> Properties { get; init; } = [];

    /// <summary>The shape of an array's elements.</summary>
    public OutputParameterSpec? Items { get; init; }

    /// <summary>The elements themselves, of an array whose <c>items</c> lists values without names.</summary>
    public IReadOnlyList<OutputParameterSpec> Elements { get; init; } = [];

    /// <summary>The shape of the values of an object that is used as a map.</summary>
    public OutputParameterSpec? Values { get; init; }

    public bool HasShape => Properties.Count > 0 || Items is not null || Elements.Count > 0 || Values is not null;

    /// <summary>Whether it, or a part of it, says itself what it is.</summary>
    public bool HasValue =>
        Value is not null || Const is not null || Properties.Any(p => p.HasValue) || Elements.Count > 0 || Items is { HasValue: true } || Values is { HasValue: true };
}
