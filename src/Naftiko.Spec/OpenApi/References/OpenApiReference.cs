using Naftiko.Spec.Sources;

namespace Naftiko.Spec.OpenApi.References;

/// <summary>A reference of an OpenAPI document into another file.</summary>
/// <param name="Address">The file: a full path, or a URL where the document was fetched. Equal for references to one file, however they are written.</param>
/// <param name="Location">The file as it is written there, without the fragment.</param>
/// <param name="Span">Where it is written.</param>
public sealed record OpenApiReference(string Address, string Location, SourceSpan Span);
