using Naftiko.Engine.Expressions;
using Naftiko.Engine.Outputs;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document.Parameters;
using Naftiko.Spec.Expressions.JsonPaths;
using Naftiko.Spec.Yaml;

namespace Naftiko.Engine.Compilation.Flows;

/// <summary>Compiles <c>outputParameters</c> (semantics, section 7).</summary>
/// <param name="file">The file.</param>
/// <param name="compileValue">Compiles a value of the file: what names mean in it is the unit's to say.</param>
/// <param name="consumed">The declared outputs of the consumed operation, by which a mapping may begin.</param>
internal sealed class ShapeCompiler(FileContext file, Func<Node, Expression> compileValue, IReadOnlyList<OutputParameterSpec> consumed)
{
    private bool _hasExpressions;

    /// <summary>Whether there is no answer to read from: the values are the answer.</summary>
    public bool IsMock { get; init; }

    /// <summary>Whether <c>mappings</c> have built what is read: objects that say nothing of their source are then the members of their names.</summary>
    public bool IsMapped { get; init; }

    public Output Compile(IReadOnlyList<OutputParameterSpec> outputs)
    {
        if (outputs.Count == 0 || (outputs is [var whole] && IsIdentity(whole)))
        {
            return Output.Identity;
        }

        if (outputs is [{ Name: null } single])
        {
            return new Output(Shape(single, isItem: true)) { HasExpressions = _hasExpressions };
        }

        var members = new List<KeyValuePair<string, Shape>>(outputs.Count);
        foreach (var output in outputs)
        {
            var name = output.Name ?? LastName(output) ?? "value";
            if (members.Exists(m => m.Key == name))
            {
                file.Diagnostics.Add(ReferenceDiagnostics.DuplicateName, output.Span, $"the output '{name}' stands twice; the first counts");
                continue;
            }

            members.Add(KeyValuePair.Create(name, Shape(output, isItem: false)));
        }

        return new Output(new ObjectShape(Selection.Self, members, null)) { HasExpressions = _hasExpressions };
    }

    /// <summary>One nameless object or array that maps the root and has no shape: the whole body, whatever JSON type it is.</summary>
    private static bool IsIdentity(OutputParameterSpec output) =>
        output is { Name: null, Value: null, Const: null, HasShape: false, Type: null or "object" or "array" or "any" }
        && output.Mapping?.Value.Trim() is null or "$" or "$." or "";

    private Shape Shape(OutputParameterSpec output, bool isItem)
    {
        if ((output.Const ?? output.Value) is { } value)
        {
            var expression = Expression(value);
            ReportMisfit(output, expression, value);
            return ScalarShape.Of(expression, output.Type, output.MaxLength, output.Description);
        }

        if (output.Mapping is { } template && template.Value.Contains("{{", StringComparison.Ordinal))
        {
            return ScalarShape.Of(Expression(new ScalarNode(template.Span, template.Value, ScalarKind.Text, isPlain: false)), output.Type, output.MaxLength, output.Description);
        }

        if (output.Properties.Count > 0)
        {
            var members = output.Properties.Select(p => KeyValuePair.Create(p.Name ?? LastName(p) ?? "value", Shape(p, isItem: false)));
            return new ObjectShape(output.Mapping is null && (isItem || !IsMapped || HasOwnSource(output)) ? Selection.Self : Select(output, isItem), [.. members.DistinctBy(m => m.Key)], output.Description);
        }

        var selection = Select(output, isItem);
        if (output.Values is { } values)
        {
            return new MapShape(selection, Shape(values, isItem: true), output.Description);
        }

        if (output.Elements.Count > 0)
        {
            return new ElementsShape([.. output.Elements.Select(e => Shape(e, isItem: true))], output.Description);
        }

        if (IsMock && output is { Mapping: null, Items: { } single })
        {
            return new ElementsShape([Shape(single, isItem: true)], output.Description);
        }

        return output.Items is not null || output.Type == "array"
            ? new ArrayShape(selection, output.Items is { } items ? Shape(items, isItem: true) : null, output.Description)
            : ScalarShape.At(selection, output.Type, output.MaxLength, output.Description);
    }

    /// <summary>Whether anything in an object says where it comes from.</summary>
    private static bool HasOwnSource(OutputParameterSpec output) =>
        output.Properties.Any(p => p.Mapping is not null || p.Value is not null || p.Const is not null || HasOwnSource(p));

    /// <summary>The mapping; without one a named output reads the member of its own name, an element itself.</summary>
    private Selection Select(OutputParameterSpec output, bool isItem)
    {
        if (output.Mapping is not { } mapping)
        {
            return isItem || output.Name is null ? Selection.Self : new Selection(null, Member(output.Name));
        }

        return file.TryParsePath(mapping, out var path) ? ThroughConsumed(path) ?? new Selection(null, path) : new Selection(null, Member("\0"));
    }

    /// <summary>A mapping whose first name is a declared output of the consumed operation that is not the root reads that output.</summary>
    private Selection? ThroughConsumed(JsonPath path)
    {
        if (path.FirstName is not { } first || consumed.FirstOrDefault(o => o.Name == first)?.Mapping is not { } mapping)
        {
            return null;
        }

        return JsonPath.TryParse(mapping.Value.Trim(), file.Options.IsStrict, out var outer, out _) && !outer.IsRoot ? new Selection(outer, path.Tail()) : null;
    }

    private void ReportMisfit(OutputParameterSpec output, Expression expression, Node written)
    {
        if (expression is ConstantExpression { Value: var value } && !value.IsNull && !OutputTypes.Fits(OutputTypes.Coerce(OutputTypes.Parse(value, output.Type), output.Type), output.Type))
        {
            file.Diagnostics.Add(ExpressionDiagnostics.Misfit, written.Span, $"'{value.AsText()}' is not of the type '{output.Type}'; {(output.Type == "array" ? "null" : "it")} is answered{(output.Type == "array" ? "" : " as it is")}");
        }
    }

    private Expression Expression(Node node)
    {
        _hasExpressions = true;
        return compileValue(node);
    }

    private static string? LastName(OutputParameterSpec output) =>
        output.Mapping is { } mapping && JsonPath.TryParse(mapping.Value.Trim(), isStrict: false, out var path, out _) ? path.LastName : null;

    private static JsonPath Member(string name)
    {
        var escaped = name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal).Replace("\0", "\\u0000", StringComparison.Ordinal);
        return JsonPath.TryParse($"$['{escaped}']", isStrict: true, out var path, out _) ? path : throw new System.Diagnostics.UnreachableException();
    }
}
