namespace Naftiko.Spec.Expressions;

/// <summary>A part of a <see cref="Template"/>.</summary>
public abstract record TemplatePart;

/// <summary>Text as it is.</summary>
public sealed record TextPart(string Text) : TemplatePart;

/// <summary>A place for a value.</summary>
/// <param name="Name">The name or path between the delimiters, trimmed.</param>
/// <param name="Notation">How it was written.</param>
/// <param name="Source">The text it was written as, for where it turns out to be no reference.</param>
public sealed record HolePart(string Name, HoleNotation Notation, string Source) : TemplatePart;

/// <summary>A Mustache section: rendered when its value is there and not false, or (inverted) when it is not; a list repeats it.</summary>
public sealed record SectionPart(string Name, bool IsInverted, IReadOnlyList<TemplatePart> Body) : TemplatePart;
