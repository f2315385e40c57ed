using Naftiko.Engine.Expressions;
using Naftiko.Engine.Flows;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document.Consumes;
using Naftiko.Spec.Yaml;

namespace Naftiko.Engine.Compilation;

/// <summary>Compiles outbound <c>authentication</c> in its published spellings (published dialect, section 4). It sees binds only, never inputs.</summary>
internal sealed class CredentialCompiler(FileContext file)
{
    private static readonly string[] Supported = ["bearer", "basic", "apikey", "none"];

    /// <summary>What the block adds to a request.</summary>
    /// <param name="authentication">The block; null for none.</param>
    /// <param name="refusal">Why every call is refused, for kinds that are known but not supported; else null.</param>
    public IReadOnlyList<CredentialPart> Compile(AuthenticationSpec? authentication, out Failure? refusal)
    {
        refusal = null;
        switch (authentication?.Type)
        {
            case null or "none":
                return [];
            case "bearer":
                return [new CredentialPart(InputPlace.Header, "Authorization", Prefixed("Bearer ", Value(authentication, "token", "value", "key")))];
            case "basic":
                return [new CredentialPart(InputPlace.Header, "Authorization", new BasicExpression(Value(authentication, "username", "user"), Value(authentication, "password")))];
            case "apikey" or "api-key" or "api_key" or "header" or "query":
                return ApiKey(authentication);
            default:
                refusal = Refuse(authentication);
                return [];
        }
    }

    private Failure Refuse(AuthenticationSpec authentication)
    {
        var kind = authentication.Type.Length > 0 ? $"'{authentication.Type}'" : "without a type";
        file.Diagnostics.Add(ReferenceDiagnostics.UnsupportedAuthentication, authentication.Span,
            $"authentication {kind} is not supported; calls of this API answer an error and send nothing", Nearest.Hint(authentication.Type, Supported));
        return new Failure(FailureKind.NotSupported, $"authentication {kind} of the upstream is not supported; nothing was sent");
    }

    private List<CredentialPart> ApiKey(AuthenticationSpec authentication)
    {
        var settings = authentication.Settings;
        if ((settings["headers"] ?? settings["parameters"]) is { } several)
        {
            var place = settings["headers"] is null || authentication.Type == "query" ? Placement(authentication) : InputPlace.Header;
            return [.. Several(several).Select(s => new CredentialPart(place, s.Name, Compile(s.Value)))];
        }

        // With `header` or `name` that is the name and key, value or token the secret; else `key` is the name and `value` the secret.
        var name = Text(settings, "header") ?? Text(settings, "name");
        return name is not null
            ? [new CredentialPart(Placement(authentication), name, Value(authentication, "value", "token", "key"))]
            : [new CredentialPart(Placement(authentication), Text(settings, "key") ?? "Authorization", Value(authentication, "value", "token"))];
    }

    private static InputPlace Placement(AuthenticationSpec authentication) =>
        (Text(authentication.Settings, "placement") ?? Text(authentication.Settings, "in") ?? authentication.Type).ToLowerInvariant() switch
        {
            "query" => InputPlace.Query,
            "cookie" => InputPlace.Cookie,
            "path" => InputPlace.Path,
            "body" => InputPlace.BodyField,
            _ => InputPlace.Header,
        };

    /// <summary>A map of name → value, or a list of <c>{key|name, value}</c>.</summary>
    private static IEnumerable<(string Name, Node? Value)> Several(Node node) => node switch
    {
        MappingNode map => map.Entries.Select(e => (e.Key.Text, (Node?)e.Value)),
        SequenceNode list => list.Items.OfType<MappingNode>().Select(m => (Text(m, "key") ?? Text(m, "name") ?? "", m["value"])),
        _ => [],
    };

    private Expression Value(AuthenticationSpec authentication, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (authentication.Settings[key] is { } node)
            {
                return Compile(node);
            }
        }

        // Nothing is written: the call must say what is missing rather than go out without it.
        return new BindExpression($"{keys[0]} of the upstream's authentication", null);
    }

    private Expression Compile(Node? node)
    {
        if (node is not ScalarNode { IsNull: false } scalar)
        {
            return new ConstantExpression(Values.Value.FromText(""));
        }

        if (file.Variables.FindLiteral(scalar.Text, scalar.Span) is { } bind)
        {
            return bind;
        }

        var templates = new TemplateCompiler((hole, span, _) => file.Variables.Find(hole.Name, span) ?? new BindExpression(hole.Name, null), file.Diagnostics);
        return file.Variables.FindQualified(scalar.Text, scalar.Span) ?? templates.Compile(scalar.Text, scalar.Span, TextEscape.None);
    }

    private static TemplateExpression Prefixed(string prefix, Expression value) =>
        new([TemplateSlot.Text(prefix), new TemplateSlot(value, TextEscape.None)]);

    private static string? Text(MappingNode node, string key) => node[key] is ScalarNode { IsNull: false } scalar ? scalar.Text : null;
}
