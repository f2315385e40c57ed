using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.Document.Consumes;

/// <summary>The body of a consumed operation.</summary>
/// <param name="MediaType">What it is; null where the file does not say: the content shows it.</param>
/// <param name="Data">The content with its templates; null where the file gives none.</param>
/// <param name="Span">The place.</param>
public sealed record RequestBodySpec(string? MediaType, Node? Data, SourceSpan Span);
