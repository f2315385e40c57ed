using Naftiko.Spec.Sources;

namespace Naftiko.Spec.Document;

/// <summary>A text of the file with its place.</summary>
public readonly record struct SpannedText(string Value, SourceSpan Span)
{
    public override string ToString() => Value;
}
