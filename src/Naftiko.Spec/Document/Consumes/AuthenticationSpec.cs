using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.Document.Consumes;

/// <summary>An <c>authentication</c> block, on either side. Its many spellings are read where the credential is compiled.</summary>
/// <param name="Type">bearer, basic, apikey …, lower case.</param>
/// <param name="Settings">The whole block.</param>
public sealed record AuthenticationSpec(string Type, MappingNode Settings)
{
    public SourceSpan Span => Settings.Span;
}
