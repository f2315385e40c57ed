namespace Naftiko.Spec.Sources;

/// <summary>A place in a source text. Lines and columns count from 1, as editors show them; the end is exclusive.</summary>
/// <param name="File">The path as the user gave it or as it was found below a given folder.</param>
/// <param name="Line">First line.</param>
/// <param name="Column">First column, in UTF-16 units.</param>
/// <param name="EndLine">Line of the end.</param>
/// <param name="EndColumn">Column just behind the end.</param>
public readonly record struct SourceSpan(string File, int Line, int Column, int EndLine, int EndColumn)
{
    /// <summary>The whole of a file, for faults that have no better place (unreadable, too large).</summary>
    public static SourceSpan OfFile(string file) => new(file, 1, 1, 1, 1);

    /// <summary>The compiler-style form <c>path(line,column)</c>, which editors and CI systems link.</summary>
    public override string ToString() => $"{File}({Line},{Column})";
}
