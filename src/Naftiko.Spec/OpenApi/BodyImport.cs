using Microsoft.OpenApi;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.OpenApi;

/// <summary>What a request body becomes: inputs, and where these alone do not say how to send them a <c>body</c> block.</summary>
internal sealed record ImportedBody(IReadOnlyList<ImportedInput> Inputs, Node? Block)
{
    public static readonly ImportedBody None = new([], null);
}

/// <summary>
/// Turns request bodies into inputs: the members of an object are fields; what is no object with listed members is one input, <c>body</c>.
/// </summary>
internal sealed class BodyImport(ImportContext context, SchemaReader schemas)
{
    private const string Whole = "body";
    private const string Form = "application/x-www-form-urlencoded";

    public ImportedBody Import(IOpenApiRequestBody? written, SourceSpan span)
    {
        if (written is null || context.Resolve(written, span) is not { Content.Count: > 0 } body)
        {
            return ImportedBody.None;
        }

        if (body.Content.Keys.Where(MediaTypes.IsOne).ToList() is not { Count: > 0 } mediaTypes)
        {
            context.Report(ImportDiagnostics.Malformed, span, $"'{body.Content.Keys.First()}' is no media type; the body is left out");
            return ImportedBody.None;
        }

        var mediaType = MediaTypes.Pick(mediaTypes);
        var facts = schemas.Read(context.Resolve(body.Content[mediaType], span)?.Schema, span);
        var type = MediaTypes.Bare(mediaType);
        var isMultipart = type.StartsWith("multipart/", StringComparison.Ordinal);
        if ((type == Form || isMultipart || MediaTypes.IsJson(type)) && facts.Members.Count > 0 && !facts.IsOpen && !(isMultipart && HasFile(facts, span)))
        {
            return Fields(type, facts, span);
        }

        var whole = ImportedInput.Of(Whole, "body", facts, body.Required, body.Description);
        if (isMultipart || type == Form || MediaTypes.IsJson(type))
        {
            // Left to itself, the sole body input called `body` is the body, as application/json.
            return new ImportedBody([isMultipart ? Described(whole, facts, span) : whole], type == "application/json" ? null : Typed(type));
        }

        if (!MediaTypes.IsText(type))
        {
            context.Report(ImportDiagnostics.NotExpressible, span, $"a body of type '{type}' is passed on as it comes over REST; over MCP it is sent as text");
        }

        return new ImportedBody([whole with { Type = "string", ItemsType = null }], Typed(type));
    }

    /// <summary>Only a body that passes unread can carry a file's bytes: inputs are text.</summary>
    private bool HasFile(SchemaFacts facts, SourceSpan span) =>
        facts.Members.Exists(m => schemas.Read(m.Value, span) is { IsBinary: true } or { Type: "array", IsListOfBinary: true });

    private ImportedInput Described(ImportedInput whole, SchemaFacts facts, SourceSpan span)
    {
        var parts = string.Join(", ", facts.Members.Select(m => $"{m.Key} ({(schemas.Read(m.Value, span) is var part && (part.IsBinary || part.IsListOfBinary) ? "file" : part.Type ?? "any")})"));
        context.Report(ImportDiagnostics.NotExpressible, span, "a body with files is passed on as it comes over REST; over MCP its parts are the members of 'body', and files are sent as text");
        return whole with { Description = parts.Length == 0 ? whole.Description : $"{whole.Description} Its parts: {parts}.".TrimStart() };
    }

    private static MappingNode Typed(string type) => new MappingDraft().Add("type", NameOf(type)).Build();

    /// <summary>The specification's name for the type, where it has one.</summary>
    private static string NameOf(string type) => type switch
    {
        "application/json" => "json",
        Form => "formUrlEncoded",
        "multipart/form-data" => "multipartForm",
        _ => type,
    };

    private ImportedBody Fields(string type, SchemaFacts facts, SourceSpan span)
    {
        var inputs = new List<ImportedInput>();
        foreach (var (name, schema) in facts.Members)
        {
            var member = schemas.Read(schema, span);
            if (!member.IsReadOnly)
            {
                inputs.Add(ImportedInput.Of(name, "body", member, facts.Required.Contains(name), null));
            }
        }

        return new ImportedBody(inputs, Block(type, inputs));
    }

    private static MappingNode? Block(string type, List<ImportedInput> inputs)
    {
        if (inputs is [{ Name: Whole }])
        {
            // A sole field called `body` would pass for the whole body; its place must be written out.
            return new MappingDraft().Add("type", NameOf(type)).Add("data", new MappingDraft().Add(Whole, Reference(Whole)).Build()).Build();
        }

        return type == "application/json" ? null : Typed(type);
    }

    private static string Reference(string input) => $"{{{{tools.{input}}}}}";
}
