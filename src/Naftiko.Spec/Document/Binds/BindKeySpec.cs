using Naftiko.Spec.Sources;

namespace Naftiko.Spec.Document.Binds;

/// <summary>One variable of a bind.</summary>
/// <param name="Variable">The name by which templates know it.</param>
/// <param name="SourceKey">The environment variable's name, or the key in the file.</param>
/// <param name="Span">The place.</param>
public sealed record BindKeySpec(string Variable, string SourceKey, SourceSpan Span);
