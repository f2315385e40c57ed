using Naftiko.Engine.Exposes;
using Naftiko.Engine.Flows;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document.Consumes;
using Naftiko.Spec.Yaml;

namespace Naftiko.Engine.Compilation;

/// <summary>Compiles the <c>authentication</c> of a surface. What does not resolve, or cannot be checked, lets nobody in.</summary>
internal sealed class GuardCompiler(FileContext file)
{
    public Guard? Compile(AuthenticationSpec? authentication)
    {
        if (authentication is null)
        {
            return null;
        }

        var guard = Create(authentication);
        if (guard is not null)
        {
            return guard;
        }

        file.Diagnostics.Add(ReferenceDiagnostics.UnsupportedAuthentication, authentication.Span,
            $"authentication '{authentication.Type}' of a surface is not supported yet; it refuses every caller");
        return Guard.Nobody(authentication.Type);
    }

    private Guard? Create(AuthenticationSpec authentication)
    {
        var settings = authentication.Settings;
        switch (authentication.Type)
        {
            case "bearer":
                return Guard.Bearer(Secret(authentication, "token", "value"));
            case "basic":
                return Guard.Basic(Secret(authentication, "username", "user"), Secret(authentication, "password"));
            case "apikey":
                var name = Text(settings, "header") ?? Text(settings, "name") ?? Text(settings, "key") ?? "X-API-Key";
                var isQuery = string.Equals(Text(settings, "placement") ?? Text(settings, "in"), "query", StringComparison.OrdinalIgnoreCase);
                return Guard.ApiKey(name, isQuery, Secret(authentication, "value", "token"));
            default:
                return null;
        }
    }

    /// <summary>The secret, or null (reported) when it does not resolve: an empty one would let everybody in.</summary>
    private string? Secret(AuthenticationSpec authentication, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (authentication.Settings[key] is not ScalarNode { IsNull: false } scalar)
            {
                continue;
            }

            var run = new Invocation([]);
            var value = Compile(scalar).Evaluate(run);
            if (run.Failure is null && value.AsText() is { Length: > 0 } text)
            {
                return text;
            }

            file.Diagnostics.Add(BindDiagnostics.Missing, scalar.Span, $"'{key}' of the surface's authentication has no value; every caller is refused");
            return null;
        }

        file.Diagnostics.Add(StructureDiagnostics.MissingKey, authentication.Span, $"authentication '{authentication.Type}' needs '{keys[0]}'; every caller is refused");
        return null;
    }

    private Expressions.Expression Compile(ScalarNode scalar)
    {
        if ((file.Variables.FindLiteral(scalar.Text, scalar.Span) ?? file.Variables.FindQualified(scalar.Text, scalar.Span)) is { } variable)
        {
            return variable;
        }

        var templates = new TemplateCompiler((hole, span, _) => file.Variables.Find(hole.Name, span) ?? new Expressions.BindExpression(hole.Name, null), file.Diagnostics);
        return templates.Compile(scalar.Text, scalar.Span, Expressions.TextEscape.None);
    }

    private static string? Text(MappingNode node, string key) => node[key] is ScalarNode { IsNull: false } scalar ? scalar.Text : null;
}
