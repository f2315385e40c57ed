using Naftiko.Engine.Compilation.Inputs;
using Naftiko.Engine.Consumes;
using Naftiko.Engine.Expressions;
using Naftiko.Spec.Expressions;

namespace Naftiko.Engine.Compilation.Consumes;

/// <summary>Compiles the query string that a consumed path carries.</summary>
internal sealed class PathQueryCompiler(FileContext file, OperationScope scope, ConsumedOperation operation)
{
    /// <summary>The query string as it is; one with placeholders becomes parameters instead, and "" is left.</summary>
    /// <param name="query">Takes the parameters.</param>
    public string Compile(List<QueryParameter> query)
    {
        if (!operation.Query.Contains('{'))
        {
            return operation.Query;
        }

        foreach (var pair in operation.Query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=');
            var name = Uri.UnescapeDataString(equals < 0 ? pair : pair[..equals]);
            query.Add(new QueryParameter(name, Value(equals < 0 ? "" : pair[(equals + 1)..])));
        }

        return "";
    }

    private Expression Value(string written)
    {
        var template = scope.Templates.Parse(written, operation.PathText.Span, isPath: true);
        return Text(template?.Single is { } hole ? Mustache(hole) : Uri.UnescapeDataString(written));
    }

    private Expression Text(string text) => scope.Templates.Compile(text, operation.PathText.Span, TextEscape.None);

    /// <summary>A placeholder of the path is an input without anybody saying so; only a declared bind of its name comes first.</summary>
    private string Mustache(HolePart hole)
    {
        var isInput = hole.Notation == HoleNotation.Brace && file.Variables.FindDeclared(hole.Name, operation.PathText.Span) is null && !References.TryInput(hole.Name, out _, out _);
        return isInput ? $"{{{{tools.{hole.Name}}}}}" : $"{{{{{hole.Name}}}}}";
    }
}
