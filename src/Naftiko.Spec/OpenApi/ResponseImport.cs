using Microsoft.OpenApi;
using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.OpenApi;

/// <summary>What an operation answers with, as far as a consumed operation says it.</summary>
/// <param name="Format">The <c>outputRawFormat</c>; null when the document says nothing.</param>
/// <param name="Outputs">The named parts of the answer that steps may read.</param>
internal sealed record ImportedResponse(string? Format, IReadOnlyList<Node> Outputs);

/// <summary>Reads the first successful response.</summary>
internal sealed class ResponseImport(ImportContext context, SchemaReader schemas)
{
    public ImportedResponse Import(OpenApiResponses? responses, SourceSpan span)
    {
        var success = responses?.Where(r => r.Key.StartsWith('2')).OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => r.Value).FirstOrDefault();
        if (success is null || context.Resolve(success, span) is not { Content: { Count: > 0 } content })
        {
            return new ImportedResponse(null, []);
        }

        var mediaType = MediaTypes.Pick(content.Keys);
        var format = MediaTypes.FormatOf(MediaTypes.Bare(mediaType));
        return new ImportedResponse(format, format == "json" ? Outputs(context.Resolve(content[mediaType], span)?.Schema, span) : []);
    }

    private List<Node> Outputs(IOpenApiSchema? schema, SourceSpan span)
    {
        var facts = schemas.Read(schema, span);
        if (facts.Type == "array")
        {
            return [Output("items", "array", "$")];
        }

        return facts.Members.ConvertAll(m => Output(m.Key, schemas.Read(m.Value, span).Type, PathOf(m.Key)));
    }

    private static Node Output(string name, string? type, string path) => new MappingDraft().Add("name", name).Add("type", type).Add("value", path).Build();

    /// <summary>The JSONPath of a member (RFC 9535 section 2.5.1); the shorthand where the name allows it.</summary>
    private static string PathOf(string member) =>
        member.Length > 0 && !char.IsAsciiDigit(member[0]) && member.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
            ? $"$.{member}"
            : $"$['{member.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}']";
}
