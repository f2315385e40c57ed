using Naftiko.Engine.Binds;
using Naftiko.Engine.Expressions;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;

namespace Naftiko.Engine.Compilation.Expressions;

/// <summary>The binds and environment variables that a file's expressions may name (semantics, section 2).</summary>
internal sealed class Variables(BindValues binds, EnvironmentBinds environment, DiagnosticBag diagnostics)
{
    private const string EnvironmentPrefix = "env.";

    private readonly Dictionary<(string File, string Name), BindExpression> _known = [];
    private readonly List<KeyValuePair<string, string>> _undeclared = [];

    /// <summary>Name and value of everything that was found, for redaction.</summary>
    public IEnumerable<KeyValuePair<string, string>> Secrets => binds.Secrets.Concat(_undeclared);

    /// <summary>What <c>VAR</c>, <c>ns.VAR</c> or <c>env.VAR</c> stands for; null for a name that is no variable's.</summary>
    public BindExpression? Find(string name, SourceSpan span) =>
        FindDeclared(name, span) ?? FindQualified(name, span) ?? FindScreaming(name, span) ?? FindMisspelt(name, span);

    /// <summary>The declared variable, with or without its namespace.</summary>
    public BindExpression? FindDeclared(string name, SourceSpan span)
    {
        if (_known.TryGetValue((span.File, name), out var known))
        {
            return known;
        }

        return Declared(name, span) is { } bind ? Know(name, span, bind.Variable, bind.Value) : null;
    }

    /// <summary><c>ns.VAR</c> of a declared bind, or <c>env.VAR</c>, which needs no declaration.</summary>
    public BindExpression? FindQualified(string name, SourceSpan span)
    {
        if (!name.Contains('.') || name.Contains(' '))
        {
            return null;
        }

        if (FindDeclared(name, span) is { } declared)
        {
            return declared;
        }

        if (!name.StartsWith(EnvironmentPrefix, StringComparison.Ordinal) || name.Length == EnvironmentPrefix.Length)
        {
            return null;
        }

        return FromEnvironment(name, name[EnvironmentPrefix.Length..], span);
    }

    /// <summary>A declared variable, or any environment variable of exactly that name that is set: what base URIs may name.</summary>
    public BindExpression? FindGiven(string name, SourceSpan span)
    {
        if ((FindDeclared(name, span) ?? FindQualified(name, span)) is { } found)
        {
            return found;
        }

        return environment.Find(name).IsFound ? FromEnvironment(name, name, span) : null;
    }

    /// <summary>A whole string that is a declared variable's name: the author forgot the braces.</summary>
    public BindExpression? FindLiteral(string text, SourceSpan span)
    {
        if (!binds.Of(span.File).TryGet(text, out _) || FindDeclared(text, span) is not { } bind)
        {
            return null;
        }

        diagnostics.Add(BindDiagnostics.WithoutBraces, span, $"'{text}' is taken to be the variable of that name", $"write '{{{{{text}}}}}'");
        return bind;
    }

    /// <summary>Whether the name is a variable's with its namespace in front.</summary>
    public bool IsNamespaceOf(string name, SourceSpan span) =>
        name.StartsWith(EnvironmentPrefix, StringComparison.Ordinal) || (name.Contains('.') && Declared(name, span) is not null);

    /// <summary>A variable that the operator sets for the runtime itself; files cannot name it this way.</summary>
    public string? FindOwn(string variable) => environment.FindOwn(variable);

    private BindValue? Declared(string name, SourceSpan span)
    {
        var visible = binds.Of(span.File);
        if (visible.TryGet(name, out var bind))
        {
            return bind;
        }

        // Namespaces may contain dots, variables too: every split is tried.
        for (var dot = name.IndexOf('.'); dot > 0; dot = name.IndexOf('.', dot + 1))
        {
            if (visible.TryGet(name[..dot], name[(dot + 1)..], out bind))
            {
                return bind;
            }
        }

        return null;
    }

    private BindExpression? FindScreaming(string name, SourceSpan span) =>
        name.Length > 1 && char.IsAsciiLetterUpper(name[0]) && name.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_')
            ? FromEnvironment(name, name, span)
            : null;

    /// <summary><c>ns.x</c> of a namespace of binds that has no x: never something the caller could give instead.</summary>
    private BindExpression? FindMisspelt(string name, SourceSpan span)
    {
        var dot = name.IndexOf('.');
        if (dot <= 0 || !binds.Of(span.File).All.Any(b => b.Namespace == name[..dot]))
        {
            return null;
        }

        diagnostics.Add(BindDiagnostics.Missing, span, $"'{name[..dot]}' declares no variable '{name[(dot + 1)..]}'",
            Nearest.Hint(name, binds.Of(span.File).All.Where(b => b.Namespace is not null).Select(b => $"{b.Namespace}.{b.Variable}")));
        return Know(name, span, name, null);
    }

    private BindExpression FromEnvironment(string name, string variable, SourceSpan span)
    {
        if (_known.TryGetValue((span.File, name), out var known))
        {
            return known;
        }

        var found = environment.Find(variable);
        diagnostics.Add(
            found.IsFound ? BindDiagnostics.Undeclared : BindDiagnostics.Missing,
            span,
            found.IsFound ? $"'{variable}' is not declared; the environment variable of that name is used" : $"'{variable}' has no value: {found.Missing}",
            $"declare it under binds: 'keys: {{ {variable}: {variable} }}'");
        if (found.IsFound)
        {
            _undeclared.Add(KeyValuePair.Create(variable, found.Value));
        }

        return Know(name, span, variable, found.Value);
    }

    private BindExpression Know(string name, SourceSpan span, string variable, string? value) => _known[(span.File, name)] = new BindExpression(variable, value);
}
