using Naftiko.Engine.Consumes.Bodies;
using Naftiko.Engine.Expressions;
using Naftiko.Engine.Values;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document.Consumes;
using Naftiko.Spec.Yaml;

namespace Naftiko.Engine.Compilation;

/// <summary>Compiles the body of a consumed operation: the file's own data, or the body inputs as its fields.</summary>
internal sealed class BodyCompiler(OperationScope scope, DiagnosticBag diagnostics)
{
    /// <summary>A body that the file writes out.</summary>
    /// <param name="body">The block, with data.</param>
    /// <param name="more">Body inputs that the data does not name; known once it is compiled.</param>
    public BodyTemplate Compile(RequestBodySpec body, Func<List<KeyValuePair<string, Expression>>> more)
    {
        var type = body.Type ?? "json";
        var data = body.Data!; // callers ask only with data
        if (body.Type is null && data is ScalarNode text && !LooksLikeJson(text.Text))
        {
            return new TextBody(scope.Templates.Compile(text.Text, text.Span, TextEscape.None), "application/json");
        }

        switch (MediaTypeOf(type))
        {
            case var form when form.StartsWith("application/x-www-form-urlencoded", StringComparison.Ordinal):
                var fields = Fields(data);
                return fields is null ? Text(data, form, TextEscape.Form) : new FormBody([.. fields, .. more()]);
            case var multipart when multipart.StartsWith("multipart/", StringComparison.Ordinal):
                return new MultipartBody([.. Parts(data), .. more().Select(m => new MultipartField(m.Key, m.Value))]);
            case var json when IsJson(json):
                return Json(data, json, more);
            case var other:
                return Text(data, other, other.EndsWith("xml", StringComparison.Ordinal) ? TextEscape.Xml : other.Contains("sparql", StringComparison.Ordinal) ? TextEscape.Sparql : TextEscape.None);
        }
    }

    /// <summary>A body of fields in the operation's body type.</summary>
    public static BodyTemplate FromFields(string? type, List<KeyValuePair<string, Expression>> fields)
    {
        var mediaType = MediaTypeOf(type ?? "json");
        return mediaType switch
        {
            "application/x-www-form-urlencoded" => new FormBody(fields),
            _ when mediaType.StartsWith("multipart/", StringComparison.Ordinal) => new MultipartBody([.. fields.Select(f => new MultipartField(f.Key, f.Value))]),
            _ when !IsJson(mediaType) && fields is [var only] => new TextBody(only.Value, mediaType),
            _ => new JsonBody(new ObjectExpression(fields), [], isOptional: true, IsJson(mediaType) ? mediaType : "application/json"),
        };
    }

    public static string MediaTypeOf(string type) => type switch
    {
        "json" => "application/json",
        "text" => "text/plain; charset=utf-8",
        "xml" => "application/xml",
        "yaml" => "application/yaml",
        "sparql" => "application/sparql-query",
        "form" or "formurlencoded" or "urlencoded" or "form-urlencoded" => "application/x-www-form-urlencoded",
        "multipart" or "multipartform" or "form-data" => "multipart/form-data",
        "binary" or "octet-stream" or "raw" => "application/octet-stream",
        _ when type.Contains('/') => type,
        _ => "application/json",
    };

    private static bool IsJson(string mediaType)
    {
        var bare = mediaType.Split(';')[0].Trim();
        return bare == "application/json" || bare.EndsWith("+json", StringComparison.Ordinal);
    }

    /// <summary>A tree; a text that is JSON once its placeholders are replaced is one too (semantics, section 3).</summary>
    private BodyTemplate Json(Node data, string mediaType, Func<List<KeyValuePair<string, Expression>>> more)
    {
        if (data is not ScalarNode { Kind: ScalarKind.Text } text)
        {
            var root = scope.Templates.Compile(data);
            return new JsonBody(root, more(), isOptional: false, mediaType);
        }

        var parsed = scope.Templates.Parse(text.Text, text.Span);
        if (parsed?.Single is not null)
        {
            var value = scope.Templates.Compile(text.Text, text.Span, TextEscape.None);
            return new JsonBody(value, more(), isOptional: true, mediaType);
        }

        if (parsed is not null && new JsonTextCompiler(scope.Templates, text.Span).TryCompile(parsed, out var tree))
        {
            return new JsonBody(tree, more(), isOptional: false, mediaType);
        }

        // Not JSON even so: sent as it is written, with values escaped where they stand in quotes.
        var quoted = new JsonTextCompiler(scope.Templates, text.Span);
        return new TextBody(quoted.CompileText(text.Text), mediaType);
    }

    private TextBody Text(Node data, string mediaType, TextEscape escape)
    {
        var value = data switch
        {
            MappingNode { Entries: [{ Value: ScalarNode { Kind: ScalarKind.Text } only }] } when IsTemplate(only) => only,
            ScalarNode scalar => scalar,
            _ => null,
        };
        if (value is null)
        {
            return new TextBody(scope.Templates.Compile(data), mediaType);
        }

        // One expression alone is the whole document, and is not escaped into itself.
        var isSingle = scope.Templates.Parse(value.Text, value.Span)?.Single is not null;
        return new TextBody(scope.Templates.Compile(value.Text, value.Span, isSingle ? TextEscape.None : escape), mediaType);
    }

    private List<KeyValuePair<string, Expression>>? Fields(Node data) => data switch
    {
        MappingNode map => [.. map.Entries.Select(e => KeyValuePair.Create(e.Key.Text, scope.Templates.Compile(e.Value)))],
        SequenceNode list => [.. list.Items.OfType<MappingNode>().Where(m => m["name"] is ScalarNode).Select(m => KeyValuePair.Create(((ScalarNode)m["name"]!).Text, ValueOf(m)))],
        _ => null,
    };

    private IEnumerable<MultipartField> Parts(Node data)
    {
        if (data is MappingNode map)
        {
            return map.Entries.Select(e => new MultipartField(e.Key.Text, scope.Templates.Compile(e.Value)));
        }

        if (data is SequenceNode list)
        {
            return list.Items.OfType<MappingNode>().Select(Part);
        }

        diagnostics.Add(StructureDiagnostics.WrongKind, data.Span, $"the data of a multipart body must be a mapping or a list of parts, but is {data.Describe()}");
        return [];
    }

    private MultipartField Part(MappingNode part) => new(
        (part["name"] as ScalarNode)?.Text ?? "",
        ValueOf(part),
        part["filename"] is { } file ? scope.Templates.Compile(file) : null,
        part["contentType"] is { } type ? scope.Templates.Compile(type) : null);

    private Expression ValueOf(MappingNode part) => part["value"] is { } value ? scope.Templates.Compile(value) : new ConstantExpression(Value.FromText(""));

    private bool IsTemplate(ScalarNode scalar) => scope.Templates.Parse(scalar.Text, scalar.Span) is { IsLiteral: false };

    private static bool LooksLikeJson(string text) => text.AsSpan().Trim() is ['{', ..] or ['[', ..] or ['"', ..];
}
