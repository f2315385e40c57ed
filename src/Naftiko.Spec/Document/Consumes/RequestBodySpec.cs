using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.Document.Consumes;

/// <summary>The body of a consumed operation.</summary>
/// <param name="Type">json, text, xml, form …, or a media type; null for a body that is written as plain text.</param>
/// <param name="Data">The content with its templates; null where the file gives none.</param>
/// <param name="Span">The place.</param>
public sealed record RequestBodySpec(string? Type, Node? Data, SourceSpan Span);
