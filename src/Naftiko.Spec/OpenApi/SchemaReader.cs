using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;
using Naftiko.Spec.Yaml.Reading;

namespace Naftiko.Spec.OpenApi;

/// <summary>
/// Reads schemas. Members are given unread, so that a schema that holds itself costs nothing; each part of an <c>allOf</c> is read once, however
/// many ways lead to it.
/// </summary>
internal sealed class SchemaReader(ImportContext context)
{
    private const int MaxParts = 256;
    private const int MaxMembers = 500;

    public SchemaFacts Read(IOpenApiSchema? schema, SourceSpan span)
    {
        var facts = new SchemaFacts();
        Merge(facts, schema, span, new HashSet<IOpenApiSchema>(ReferenceEqualityComparer.Instance));
        if (facts.Type is null && facts.Members.Count > 0)
        {
            facts.Type = "object";
        }

        return facts;
    }

    private void Merge(SchemaFacts facts, IOpenApiSchema? written, SourceSpan span, HashSet<IOpenApiSchema> seen)
    {
        if (context.Resolve(written, span) is not { } schema || seen.Count == MaxParts || !seen.Add(schema))
        {
            return;
        }

        facts.Type ??= TypeOf(schema);
        facts.Description ??= schema.Description;
        facts.Default ??= Scalar(schema.Default);
        facts.IsReadOnly |= schema.ReadOnly;
        facts.IsBinary |= IsBinary(schema);
        facts.IsOpen |= schema.AdditionalProperties is not null || schema.PatternProperties is { Count: > 0 };
        ReadEnum(facts, schema);
        ReadItems(facts, schema, span);
        ReadMembers(facts, schema, span);
        foreach (var part in schema.AllOf ?? [])
        {
            Merge(facts, part, span, seen);
        }

        ReadAlternatives(facts, [.. schema.OneOf ?? [], .. schema.AnyOf ?? []], span, seen);
    }

    private void ReadMembers(SchemaFacts facts, IOpenApiSchema schema, SourceSpan span)
    {
        facts.Required.UnionWith(schema.Required ?? new HashSet<string>());
        foreach (var (name, member) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
        {
            if (facts.Members.Count == MaxMembers)
            {
                facts.IsOpen = true;
                context.Report(ImportDiagnostics.TooLarge, span, $"a schema here has more than {MaxMembers} members; it is taken as a whole");
                return;
            }

            if (!facts.Members.Exists(m => m.Key == name))
            {
                facts.Members.Add(KeyValuePair.Create(name, member));
            }
        }
    }

    private void ReadItems(SchemaFacts facts, IOpenApiSchema schema, SourceSpan span)
    {
        if (facts.ItemsType is not null || context.Resolve(schema.Items, span) is not { } items)
        {
            return;
        }

        facts.Type ??= "array";
        facts.ItemsType = TypeOf(items);
        facts.IsListOfBinary = IsBinary(items);
        if (facts.Type == "array")
        {
            ReadEnum(facts, items);
        }
    }

    /// <summary>One alternative beside null is that one; several leave open what they do not share.</summary>
    private void ReadAlternatives(SchemaFacts facts, IReadOnlyList<IOpenApiSchema> written, SourceSpan span, HashSet<IOpenApiSchema> seen)
    {
        var alternatives = written.Take(MaxParts).Select(a => context.Resolve(a, span)).OfType<IOpenApiSchema>().Where(a => a.Type != JsonSchemaType.Null).ToList();
        if (alternatives is [var only])
        {
            Merge(facts, only, span, seen);
            return;
        }

        // Alternatives that only say which members are required leave the members as they are.
        facts.IsOpen |= alternatives.Exists(a => a.Properties is { Count: > 0 } || a.AllOf is { Count: > 0 } || a.Type is not null);
        var types = alternatives.Select(TypeOf).Distinct().ToList();
        facts.Type ??= types is [var shared] ? shared : null;
    }

    private static void ReadEnum(SchemaFacts facts, IOpenApiSchema schema)
    {
        if (facts.Enum.Count == 0)
        {
            facts.Enum = schema.Const is { } constant
                ? [MappingDraft.Text(constant)]
                : [.. (schema.Enum ?? []).Take(MaxMembers).Select(Scalar).OfType<ScalarNode>()];
        }
    }

    /// <summary>A file: in OpenAPI 3.1 also a text without an encoding, of a type that is none (section 4.8.14.5).</summary>
    private static bool IsBinary(IOpenApiSchema schema) => schema.Format is "binary" || schema is IOpenApiSchemaMissingProperties { ContentMediaType: not null, ContentEncoding: null };

    private static string? TypeOf(IOpenApiSchema schema) => (schema.Type & ~JsonSchemaType.Null) switch
    {
        JsonSchemaType.String => "string",
        JsonSchemaType.Integer => "integer",
        JsonSchemaType.Number or (JsonSchemaType.Number | JsonSchemaType.Integer) => "number",
        JsonSchemaType.Boolean => "boolean",
        JsonSchemaType.Array => "array",
        JsonSchemaType.Object => "object",
        null or 0 when schema.Properties is { Count: > 0 } => "object",
        _ => null,
    };

    /// <summary>A JSON scalar as YAML; null for null, lists and objects.</summary>
    private static ScalarNode? Scalar(JsonNode? node)
    {
        if (node is not JsonValue value || JsonNullSentinel.IsJsonNullSentinel(node))
        {
            return null;
        }

        if (value.GetValueKind() == JsonValueKind.String)
        {
            return MappingDraft.Text(value.GetValue<string>());
        }

        var text = value.ToJsonString();
        return new ScalarNode(default, text, CoreSchema.KindOf(text), isPlain: true);
    }
}
