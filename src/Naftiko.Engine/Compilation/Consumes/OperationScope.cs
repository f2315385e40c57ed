using Naftiko.Engine.Compilation.Authentication;
using Naftiko.Engine.Compilation.Expressions;
using Naftiko.Engine.Compilation.Flows;
using Naftiko.Engine.Compilation.Inputs;
using Naftiko.Engine.Expressions;
using Naftiko.Engine.Inputs;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document.Parameters;
using Naftiko.Spec.Expressions;
using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Engine.Compilation.Consumes;

/// <summary>
/// What names mean inside a consumed operation as one unit calls it: the unit's <c>with</c> entries, values of the operation's own, the
/// caller's inputs, earlier steps, binds, and last an input that is inferred (published dialect, section 2).
/// </summary>
internal sealed class OperationScope(FileContext file, UnitContext unit, ConsumedOperation operation, List<WithEntry> entries, IReadOnlyList<CredentialPart> credential)
{
    private readonly HashSet<InputParameterSpec> _compiling = [];
    private readonly HashSet<string> _templated = new(StringComparer.Ordinal);

    /// <summary>Parameters that a template of the operation has named: their values stand there and not beside it.</summary>
    public bool IsTemplated(string parameter) => _templated.Contains(parameter);

    public TemplateCompiler Templates => new(Resolve, file.Diagnostics);

    /// <summary>The entry that feeds the name, exactly or by the name rule; it is then used.</summary>
    public WithEntry? Take(string name)
    {
        // An entry of exactly another parameter's name is that one's, however alike the two are.
        var entry = entries.Find(e => e.Key == name)
            ?? entries.Find(e => NameRule.IsSame(e.Key, name) && !operation.Parameters.Any(p => p.Name == e.Key));
        if (entry is not null)
        {
            entry.IsUsed = true;
        }

        return entry;
    }

    /// <summary>What feeds a parameter without asking the caller for anything new: <c>with</c>, its own value, a declared input.</summary>
    public Expression? Feed(InputParameterSpec parameter, InputPlace place)
    {
        if (Take(parameter.Name) is { } entry)
        {
            entry.Draft?.Feed(place, parameter);
            return entry.Value;
        }

        if (parameter.Value is not null && OwnValue(parameter) is { } own)
        {
            return own;
        }

        if (unit.Inputs.FindDeclared(parameter.Name, byRule: place == InputPlace.Path) is not { } declared)
        {
            return null;
        }

        declared.Feed(place, parameter);
        return declared.Expression;
    }

    /// <summary>An input that the caller must or may give because the parameter needs one.</summary>
    public Expression Infer(InputParameterSpec parameter, InputPlace place)
    {
        var draft = unit.Inputs.Infer(parameter.Name);
        draft.Feed(place, parameter);
        return draft.Expression;
    }

    /// <summary>The value of a path placeholder; a caller's input is then required.</summary>
    public Expression Placeholder(HolePart hole, SourceSpan span)
    {
        var name = LocalName(hole.Name, span);
        var parameter = NameRule.Find(operation.Parameters.Where(p => p.In is "path" or null), p => p.Name, name);
        if ((Take(name) ?? (parameter is null ? null : Take(parameter.Name))) is { } entry)
        {
            entry.Draft?.Feed(InputPlace.Path, parameter);
            return entry.Value;
        }

        if (parameter?.Value is not null && OwnValue(parameter) is { } own)
        {
            return own;
        }

        if (credential.FirstOrDefault(c => c.Place == InputPlace.Path && NameRule.IsSame(c.Name, name)) is { } secret)
        {
            return secret.Value;
        }

        if (unit.Inputs.FindDeclared(name, byRule: true) is { } declared)
        {
            declared.Feed(InputPlace.Path, parameter);
            return declared.Expression;
        }

        if (StepReferences.Find(name, unit, file.Options.IsStrict) is { } step)
        {
            return step;
        }

        var variable = hole.Notation is HoleNotation.Mustache or HoleNotation.Dollar ? file.Variables.Find(hole.Name, span) : file.Variables.FindDeclared(hole.Name, span);
        if (variable is not null)
        {
            return variable;
        }

        var draft = unit.Inputs.Infer(parameter?.Name ?? name);
        draft.Feed(InputPlace.Path, parameter);
        return draft.Expression;
    }

    /// <summary>A place in a template of the operation.</summary>
    private Expression? Resolve(HolePart hole, SourceSpan span, HoleUse use)
    {
        var name = LocalName(hole.Name, span);
        var isPrefixed = name.Length != hole.Name.Length;
        if (!isPrefixed && file.Variables.FindQualified(hole.Name, span) is { } qualified)
        {
            return qualified;
        }

        var parameter = operation.Parameters.FirstOrDefault(p => p.Name == name);
        _templated.Add(name);
        var place = parameter is null ? (InputPlace?)null : Places.Of(parameter, operation);
        if (Take(name) is { } entry)
        {
            if (place is { } fed)
            {
                entry.Draft?.Feed(fed, parameter);
            }

            return entry.Value;
        }

        if (parameter?.Value is not null && OwnValue(parameter) is { } own)
        {
            return own;
        }

        if (unit.Inputs.FindDeclared(name, byRule: true) is { } declared)
        {
            return declared.Expression;
        }

        if (!isPrefixed && (StepReferences.Find(hole.Name, unit, file.Options.IsStrict) ?? file.Variables.Find(hole.Name, span)) is { } value)
        {
            return value;
        }

        var isMember = use == HoleUse.InSection && !isPrefixed && parameter is null;
        return isMember || hole.Notation == HoleNotation.Dollar ? null : InferFree(name, parameter, place, use, isPrefixed, span);
    }

    /// <summary>A name that nothing feeds is an input of any type, needed where longer text cannot do without it.</summary>
    private Expression InferFree(string name, InputParameterSpec? parameter, InputPlace? place, HoleUse use, bool isPrefixed, SourceSpan span)
    {
        if (!isPrefixed && parameter is null)
        {
            file.Diagnostics.Add(ExpressionDiagnostics.UnknownName, span, $"nothing provides '{name}'; it is taken to be an input of the caller",
                Nearest.Hint(name, operation.Parameters.Select(p => p.Name)));
        }

        var draft = unit.Inputs.Infer(name);
        if (place is { } fed)
        {
            draft.Feed(fed, parameter);
        }

        if (credential.FirstOrDefault(c => c.Place == InputPlace.BodyField && c.Name == name) is { } secret)
        {
            draft.OverridesCredential = true;
            return new FirstGivenExpression(draft.Expression, secret.Value);
        }

        draft.IsNeeded |= use == HoleUse.InText;
        return draft.Expression;
    }

    /// <summary>A parameter's own value. A whole string that is a declared bind's name is that bind (semantics, section 2).</summary>
    private Expression? OwnValue(InputParameterSpec parameter)
    {
        if (parameter.Value is not { } node || !_compiling.Add(parameter))
        {
            return null;
        }

        var value = node is ScalarNode scalar && file.Variables.FindLiteral(scalar.Text, scalar.Span) is { } bind ? bind : Templates.Compile(node);
        _compiling.Remove(parameter);
        return value;
    }

    /// <summary>The name without the prefix that says "the caller's input".</summary>
    private string LocalName(string name, SourceSpan span)
    {
        if (References.TryInput(name, out var input, out _))
        {
            return input;
        }

        return file.Variables.IsNamespaceOf(name, span) ? name : References.OfNamespace(name, file.SurfaceNamespaces) ?? name;
    }
}
