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

        var mediaType = MediaTypes.Pick(body.Content.Keys);
        var facts = schemas.Read(context.Resolve(body.Content[mediaType], span)?.Schema, span);
        var type = MediaTypes.Bare(mediaType);
        var isForm = type == Form || type.StartsWith("multipart/", StringComparison.Ordinal);
        if ((isForm || MediaTypes.IsJson(type)) && facts.Members.Count > 0 && !facts.IsOpen)
        {
            return Fields(type, facts, span);
        }

        var whole = ImportedInput.Of(Whole, "body", facts, body.Required, body.Description);
        if (MediaTypes.IsJson(type))
        {
            // Left to itself, the sole body input called `body` is the body, as application/json.
            return new ImportedBody([whole], type == "application/json" ? null : new MappingDraft().Add("type", type).Add("data", Reference(Whole)).Build());
        }

        if (MediaTypes.IsText(type))
        {
            return new ImportedBody([whole with { Type = "string" }], new MappingDraft().Add("type", type).Build());
        }

        context.Report(ImportDiagnostics.NotExpressible, span, $"a body of type '{type}' is passed on as it comes over REST; over MCP it can only be JSON");
        return new ImportedBody([whole], null);
    }

    private ImportedBody Fields(string type, SchemaFacts facts, SourceSpan span)
    {
        var inputs = new List<ImportedInput>();
        var files = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, schema) in facts.Members)
        {
            var member = schemas.Read(schema, span);
            if (member.IsReadOnly)
            {
                continue;
            }

            inputs.Add(ImportedInput.Of(name, "body", member, facts.Required.Contains(name), null));
            if (member.IsBinary)
            {
                files.Add(name);
            }
        }

        return new ImportedBody(inputs, Block(type, inputs, files, span));
    }

    private MappingNode? Block(string type, List<ImportedInput> inputs, HashSet<string> files, SourceSpan span)
    {
        if (type == Form)
        {
            return new MappingDraft().Add("type", "formUrlEncoded").Build();
        }

        if (!MediaTypes.IsJson(type))
        {
            return new MappingDraft().Add("type", "multipartForm").Add("data", files.Count == 0 ? [] : Parts(inputs, files, span)).Build();
        }

        if (inputs is [{ Name: Whole }])
        {
            // A sole field called `body` would pass for the whole body; its place must be written out.
            return new MappingDraft()
                .Add("type", type == "application/json" ? "json" : type)
                .Add("data", new MappingDraft().Add(Whole, Reference(Whole)).Build())
                .Build();
        }

        return type == "application/json" ? null : new MappingDraft().Add("type", type).Build();
    }

    /// <summary>Files must have a name, or servers take them for fields.</summary>
    private List<Node> Parts(List<ImportedInput> inputs, HashSet<string> files, SourceSpan span)
    {
        context.Report(ImportDiagnostics.NotExpressible, span, $"the content of '{string.Join("', '", files)}' is sent as text: inputs cannot carry bytes");
        return inputs.ConvertAll(Node (input) => new MappingDraft()
            .Add("name", input.Name)
            .Add("value", Reference(input.Name))
            .Add("filename", files.Contains(input.Name) ? input.Name : null)
            .Add("contentType", files.Contains(input.Name) ? "application/octet-stream" : null)
            .Build());
    }

    private static string Reference(string input) => $"{{{{tools.{input}}}}}";
}
