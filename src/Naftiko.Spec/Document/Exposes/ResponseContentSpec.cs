using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.Document.Exposes;

/// <summary>The body of a declared answer, in one of its media types.</summary>
/// <param name="MediaType">The media type, with its parameters.</param>
/// <param name="IsBinary">Whether the body is bytes rather than something with a shape.</param>
/// <param name="Schema">Its JSON Schema, for documents; null where the file gives none.</param>
public sealed record ResponseContentSpec(string MediaType, bool IsBinary, MappingNode? Schema);
