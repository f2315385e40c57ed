using Naftiko.Engine.Compilation.Expressions;
using Naftiko.Engine.Expressions;
using Naftiko.Engine.Flows;
using Naftiko.Spec.Document.Consumes;
using Naftiko.Spec.Yaml;

namespace Naftiko.Engine.Compilation.Authentication;

/// <summary>Reads the values of an <c>authentication</c> block under their many spellings. They see binds only, never inputs (semantics, section 2).</summary>
internal sealed class AuthenticationSettings(FileContext file, AuthenticationSpec authentication)
{
    /// <summary>Why one of the values read so far has none here: it names the variable. Null while all is well.</summary>
    public Failure? Unresolved { get; private set; }

    /// <summary>The value of the first key that is written, as an expression; null when none is.</summary>
    public Expression? Find(params ReadOnlySpan<string> keys) => Node(keys) is { } node ? Compile(node) : null;

    /// <summary>The same for what a request cannot do without: when nothing is written, the call says what is missing rather than go out without it.</summary>
    public Expression Required(params ReadOnlySpan<string> keys) => Find(keys) ?? new BindExpression($"{keys[0]} of the upstream's authentication", null);

    /// <summary>
    /// A name or a word of ours, in which only braces mean a variable: a key that is called as the variable of its value is no place for that value.
    /// </summary>
    public string? Name(params ReadOnlySpan<string> keys) => Node(keys) switch
    {
        ScalarNode { IsNull: false } scalar when scalar.Text.Contains('{') => Resolve(scalar),
        ScalarNode { IsNull: false } scalar => scalar.Text,
        _ => null,
    };

    /// <summary>The value itself, which binds have made final; null when it is not written, or empty, or (<see cref="Unresolved"/>) has no value.</summary>
    public string? Text(params ReadOnlySpan<string> keys) => Node(keys) is { } node ? Resolve(node) : null;

    /// <summary>A list, or the words of a text.</summary>
    public IReadOnlyList<string> Words(params ReadOnlySpan<string> keys)
    {
        var texts = Node(keys) switch
        {
            SequenceNode list => list.Items.Select(Resolve),
            MappingNode map => map.Entries.Select(entry => entry.Key.Text),
            { } scalar => (Resolve(scalar) ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            null => Enumerable.Empty<string?>(),
        };
        return [.. texts.OfType<string>()];
    }

    /// <summary>Compiles a value; what is no text is an empty one.</summary>
    public Expression Compile(Node? node)
    {
        if (node is not ScalarNode { IsNull: false } scalar)
        {
            return new ConstantExpression(Values.Value.FromText(""));
        }

        // `$env.VAR` is how the published JSON Schemas spell it in their examples.
        var name = scalar.Text.StartsWith("$env.", StringComparison.Ordinal) ? scalar.Text[1..] : scalar.Text;
        if ((file.Variables.FindLiteral(name, scalar.Span) ?? file.Variables.FindQualified(name, scalar.Span)) is { } variable)
        {
            return variable;
        }

        var templates = new TemplateCompiler((hole, span, _) => file.Variables.Find(hole.Name, span) ?? new BindExpression(hole.Name, null), file.Diagnostics);
        return templates.Compile(scalar.Text, scalar.Span, TextEscape.None);
    }

    private string? Resolve(Node node)
    {
        var run = new Invocation([]);
        var text = Compile(node).Evaluate(run).AsText();
        Unresolved ??= run.Failure;
        return run.Failure is null && text.Length > 0 ? text : null;
    }

    /// <summary>The value of the first key that is written, as it is written.</summary>
    public Node? Node(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (authentication.Settings[key] is { } node)
            {
                return node;
            }
        }

        return null;
    }
}
