using Naftiko.Engine.Compilation.Expressions;
using Naftiko.Engine.Consumes.Bodies;
using Naftiko.Engine.Expressions;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document.Consumes;
using Naftiko.Spec.Yaml;

namespace Naftiko.Engine.Compilation.Consumes;

/// <summary>Compiles the body of a consumed operation: the file's own data, or the body inputs as its fields.</summary>
internal sealed class BodyCompiler(OperationScope scope, DiagnosticBag diagnostics)
{
    /// <summary>A body that the file writes out.</summary>
    /// <param name="body">The block, with data.</param>
    /// <param name="more">Body inputs that the data does not name; known once it is compiled.</param>
    public BodyTemplate Compile(RequestBodySpec body, Func<List<KeyValuePair<string, Expression>>> more)
    {
        var data = body.Data!; // callers ask only with data
        if (body.MediaType is not { } mediaType)
        {
            return Untyped(data, more);
        }

        if (BodyTypes.IsForm(mediaType) && data is not ScalarNode)
        {
            return new FormBody([.. new BodyFields(scope, diagnostics).Form(data), .. more()]);
        }

        if (BodyTypes.IsMultipart(mediaType))
        {
            return new MultipartBody([.. new BodyFields(scope, diagnostics).Multipart(data), .. more().Select(m => new MultipartField(m.Key, m.Value))], mediaType);
        }

        return BodyTypes.IsJson(mediaType) ? Json(data, mediaType, more) : Text(data, mediaType);
    }

    /// <summary>A body of fields in the operation's body type.</summary>
    public static BodyTemplate FromFields(string mediaType, List<KeyValuePair<string, Expression>> fields) => mediaType switch
    {
        _ when BodyTypes.IsForm(mediaType) => new FormBody(fields),
        _ when BodyTypes.IsMultipart(mediaType) => new MultipartBody([.. fields.Select(f => new MultipartField(f.Key, f.Value))], mediaType),
        _ when BodyTypes.IsJson(mediaType) => new JsonBody(new ObjectExpression(fields), [], isOptional: true, mediaType),
        _ when fields is [var only] => new TextBody(only.Value, mediaType),
        _ => new JsonBody(new ObjectExpression(fields), [], isOptional: true, BodyTypes.Json),
    };

    /// <summary>A body of which only the content is written: JSON if it is JSON once its placeholders are replaced (semantics, section 3), else XML or plain text.</summary>
    private BodyTemplate Untyped(Node data, Func<List<KeyValuePair<string, Expression>>> more)
    {
        if (data is not ScalarNode { Kind: ScalarKind.Text } text)
        {
            return new JsonBody(scope.Templates.Compile(data), more(), isOptional: false, BodyTypes.Json);
        }

        if (Tree(text, BodyTypes.Json, more) is { } tree)
        {
            return tree;
        }

        return text.Text.AsSpan().TrimStart() switch
        {
            ['<', ..] => Text(text, BodyTypes.Xml),
            var other when IsLikeJson(other) => JsonText(text, BodyTypes.Json),
            _ => Text(text, BodyTypes.Text),
        };
    }

    /// <summary>A tree. A text is one too if it is JSON once its placeholders are replaced; else it is a string, or, where it begins like JSON, sent as it is written.</summary>
    private BodyTemplate Json(Node data, string mediaType, Func<List<KeyValuePair<string, Expression>>> more)
    {
        if (data is not ScalarNode { Kind: ScalarKind.Text } text)
        {
            return new JsonBody(scope.Templates.Compile(data), more(), isOptional: false, mediaType);
        }

        return Tree(text, mediaType, more) switch
        {
            { } tree => tree,
            null when IsLikeJson(text.Text.AsSpan().TrimStart()) => JsonText(text, mediaType),
            null => new JsonBody(scope.Templates.Compile(text), more(), isOptional: true, mediaType),
        };
    }

    /// <summary>The body of a text that is one expression or JSON around its placeholders; null when it is neither.</summary>
    private BodyTemplate? Tree(ScalarNode text, string mediaType, Func<List<KeyValuePair<string, Expression>>> more)
    {
        if (scope.Templates.Parse(text.Text, text.Span) is not { } parsed)
        {
            return null;
        }

        if (parsed.Single is not null)
        {
            return new JsonBody(scope.Templates.Compile(text), more(), isOptional: true, mediaType);
        }

        return new JsonTextCompiler(scope.Templates, text.Span).TryCompile(parsed, out var tree) ? new JsonBody(tree, more(), isOptional: false, mediaType) : null;
    }

    /// <summary>Several JSON documents one after another, or JSON made by sections: values are escaped where they stand in quotes.</summary>
    private TextBody JsonText(ScalarNode text, string mediaType) => new(new JsonTextCompiler(scope.Templates, text.Span).CompileText(text.Text), mediaType);

    private TextBody Text(Node data, string mediaType)
    {
        var value = data switch
        {
            MappingNode { Entries: [{ Value: ScalarNode { Kind: ScalarKind.Text } only }] } when IsTemplate(only) => only,
            ScalarNode scalar => scalar,
            _ => null,
        };
        if (value is null)
        {
            WarnAboutTree(data, mediaType);
            return new TextBody(scope.Templates.Compile(data), mediaType);
        }

        // One expression alone is the whole document, and is not escaped into itself.
        return new TextBody(
            scope.Templates.Parse(value.Text, value.Span) is { Single: null } template
                ? scope.Templates.Compile(value.Text, value.Span, TextPlaces.Of(template, mediaType))
                : scope.Templates.Compile(value),
            mediaType);
    }

    private void WarnAboutTree(Node data, string mediaType)
    {
        // YAML can be written as JSON; so can a text that says nothing about itself.
        if (!mediaType.EndsWith("yaml", StringComparison.Ordinal) && !mediaType.StartsWith("text/plain", StringComparison.Ordinal))
        {
            diagnostics.Add(StructureDiagnostics.BodyIsJson, data.Span, $"a body of {mediaType} is a text, but is {data.Describe()}; it is sent as JSON under that name");
        }
    }

    private bool IsTemplate(ScalarNode scalar) => scope.Templates.Parse(scalar.Text, scalar.Span) is { IsLiteral: false };

    /// <summary>Whether a text begins as an object, a list or a string does; two braces begin a placeholder.</summary>
    private static bool IsLikeJson(ReadOnlySpan<char> text) => text is ['{', not '{', ..] or ['[', ..] or ['"', ..] or ['{'];
}
