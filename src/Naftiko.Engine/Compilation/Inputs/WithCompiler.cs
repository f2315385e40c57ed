using System.Buffers;
using Naftiko.Engine.Compilation.Expressions;
using Naftiko.Engine.Compilation.Flows;
using Naftiko.Engine.Expressions;
using Naftiko.Engine.Values;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Expressions;
using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Engine.Compilation.Inputs;

/// <summary>Compiles the values of <c>with</c>: they see the caller's inputs, earlier steps and binds, and not each other (semantics, section 4).</summary>
internal sealed class WithCompiler(FileContext file, UnitContext unit)
{
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    /// <summary>The entries of <paramref name="with"/>.</summary>
    /// <param name="with">The block; null for none.</param>
    /// <param name="isKnown">Whether the call knows a parameter of that name: decides about <c>&lt;namespace&gt;.x</c> where nothing is declared.</param>
    public List<WithEntry> Compile(MappingNode? with, Func<string, bool> isKnown)
    {
        var entries = new List<WithEntry>();
        foreach (var (key, node) in with?.Entries ?? [])
        {
            InputDraft? draft = null;
            var value = Compile(node, isKnown, ref draft);
            entries.Add(new WithEntry(key.Text, value, key.Span) { Draft = draft });
        }

        return entries;
    }

    /// <summary>The entries of a unit's own <c>with</c>, which all its steps see.</summary>
    public List<WithEntry> CompileShared() =>
        [.. Compile(unit.Spec.With, _ => true).Select(e => new WithEntry(e.Key, e.Value, e.Span) { Draft = e.Draft, IsShared = true })];

    /// <summary>A single value in the same forms: step parameters, mappings, lookup values.</summary>
    public Expression Compile(Node node) => Compile(node, _ => false);

    private Expression Compile(Node node, Func<string, bool> isKnown)
    {
        InputDraft? draft = null;
        return Compile(node, isKnown, ref draft);
    }

    private Expression Compile(Node node, Func<string, bool> isKnown, ref InputDraft? draft)
    {
        switch (node)
        {
            case MappingNode mapping:
                return new ObjectExpression([.. mapping.Entries.Select(e => KeyValuePair.Create(e.Key.Text, Compile(e.Value, isKnown)))]);
            case SequenceNode list:
                return new ArrayExpression([.. list.Items.Select(i => Compile(i, isKnown))]);
            case ScalarNode { Kind: ScalarKind.Text } scalar:
                var value = Text(scalar, isKnown);
                draft = value is InputExpression input ? unit.Inputs.Refer(input.Name, null) : null;
                return value;
            case ScalarNode scalar:
                return new ConstantExpression(ScalarValues.Read(scalar));
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private Expression Text(ScalarNode scalar, Func<string, bool> isKnown)
    {
        var text = scalar.Text.Trim();
        var template = new TemplateCompiler((hole, span, use) => Hole(hole, span, use, isKnown), file.Diagnostics);
        if (scalar.Text.Contains("{{", StringComparison.Ordinal) || scalar.Text.Contains("${", StringComparison.Ordinal))
        {
            return template.Compile(scalar.Text, scalar.Span, TextEscape.None);
        }

        if (Reference(text, isKnown) is { } input)
        {
            return input;
        }

        if (file.Variables.FindQualified(text, scalar.Span) is { } variable)
        {
            return variable;
        }

        if (text.StartsWith('$') && StepReferences.Find(text, unit, file.Options.IsStrict) is { } step)
        {
            return step;
        }

        if ((unit.FindShared(text) ?? unit.Inputs.FindDeclared(text, byRule: false)?.Expression) is { } known)
        {
            return known;
        }

        if (InBraces(text, scalar.Span) is { } meant)
        {
            return meant;
        }

        WarnAboutLookAlike(text, scalar.Span);
        return new ConstantExpression(Value.FromText(scalar.Text));
    }

    /// <summary><c>tools.x</c>, <c>rest.x</c>, or <c>&lt;namespace&gt;.x</c> where x is declared, or nothing is and the call knows x.</summary>
    private InputExpression? Reference(string text, Func<string, bool> isKnown)
    {
        if (References.TryInput(text, out var name, out var place))
        {
            return unit.Inputs.Refer(name, place).Expression;
        }

        if (References.OfNamespace(text, file.SurfaceNamespaces) is not { } local)
        {
            return null;
        }

        return unit.Inputs.FindDeclared(local, byRule: true) is not null || (!unit.Inputs.HasDeclared && isKnown(local))
            ? unit.Inputs.Refer(local, null).Expression
            : null;
    }

    /// <summary>A place in a template of <c>with</c>: a reference, a declared input, a step, a bind; else an input that the author means.</summary>
    private Expression? Hole(HolePart hole, SourceSpan span, HoleUse use, Func<string, bool> isKnown)
    {
        if (Reference(hole.Name, isKnown) is { } reference)
        {
            return reference;
        }

        if ((unit.FindShared(hole.Name) ?? unit.Inputs.FindDeclared(hole.Name, byRule: false)?.Expression) is { } known)
        {
            return known;
        }

        if ((StepReferences.Find(hole.Name, unit, file.Options.IsStrict) ?? file.Variables.Find(hole.Name, span)) is { } value)
        {
            return value;
        }

        if (hole.Notation == HoleNotation.Dollar || use == HoleUse.InSection)
        {
            return null;
        }

        file.Diagnostics.Add(ExpressionDiagnostics.UnknownName, span, $"nothing provides '{hole.Name}'; it is taken to be an input of the caller",
            Nearest.Hint(hole.Name, unit.Inputs.Declared.Select(d => d.Name)));
        return unit.Inputs.Refer(hole.Name, null).Expression;
    }

    /// <summary><c>{x}</c> is how paths and URIs name x; it stands for <c>{{x}}</c> where that is an input, or no input is declared.</summary>
    private InputExpression? InBraces(string text, SourceSpan span)
    {
        if (text is not ['{', _, .., '}'] || text.AsSpan(1, text.Length - 2).ContainsAnyExcept(NameCharacters))
        {
            return null;
        }

        var name = text[1..^1];
        if (unit.Inputs.HasDeclared && unit.Inputs.FindDeclared(name, byRule: true) is null)
        {
            return null;
        }

        file.Diagnostics.Add(ExpressionDiagnostics.SingleBraces, span, $"'{text}' is taken for the input '{name}'", $"write '{{{{{name}}}}}'");
        return unit.Inputs.Refer(name, null).Expression;
    }

    private void WarnAboutLookAlike(string text, SourceSpan span)
    {
        var looksLikePath = text.StartsWith("$.", StringComparison.Ordinal);
        var looksLikeInput = References.OfNamespace(text, file.SurfaceNamespaces) is not null;
        if (looksLikePath || looksLikeInput)
        {
            file.Diagnostics.Add(ExpressionDiagnostics.LiteralReference, span, $"'{text}' names no input and no earlier step; it is sent as it is written",
                Nearest.Hint(text, unit.StepNames.Concat(unit.Inputs.Declared.Select(d => d.Name))));
        }
    }
}
