using System.Diagnostics.CodeAnalysis;

namespace Naftiko.Engine.Binds;

/// <summary>Every bind of one document, resolved. Immutable; never prints a value.</summary>
public sealed class BindValues
{
    /// <summary>The prefix by which files mean the environment, or any bind, when no bind has that namespace.</summary>
    private const string EnvironmentPrefix = "env";

    private readonly List<BindValue> _all;
    private readonly Dictionary<string, BindValue> _byVariable = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Namespace, string Variable), BindValue> _byName = [];
    private readonly Dictionary<string, BindValues> _byFile = new(StringComparer.Ordinal);
    private readonly BindValues? _outer;
    private readonly bool _hasEnvNamespace;

    internal BindValues(IEnumerable<BindValue> values)
        : this([.. values], null, null)
    {
        foreach (var scope in _all.Select(value => value.Scope).OfType<string>().Distinct().ToList())
        {
            _byFile.Add(scope, new BindValues(_all, scope, this));
        }
    }

    private BindValues(List<BindValue> all, string? scope, BindValues? outer)
    {
        _all = all;
        _outer = outer;
        var visible = all.FindAll(value => value.Scope == scope);
        _hasEnvNamespace = outer?._hasEnvNamespace == true || visible.Exists(value => value.Namespace == EnvironmentPrefix);
        foreach (var value in visible)
        {
            Put(_byVariable, value.Variable, value);
            if (value.Namespace is { } ns)
            {
                Put(_byName, (ns, value.Variable), value);
            }
        }
    }

    /// <summary>All declared binds, in the order of the declarations, missing ones among them.</summary>
    public IReadOnlyList<BindValue> All => _all;

    /// <summary>Name and value of each bind that has one, for redaction.</summary>
    public IEnumerable<KeyValuePair<string, string>> Secrets =>
        _all.Where(bind => !bind.IsMissing).Select(bind => KeyValuePair.Create(bind.Name, bind.Value ?? ""));

    /// <summary>Whether the variable is declared, under whatever namespace; its value may still be missing.</summary>
    public bool TryGet(string variable, [NotNullWhen(true)] out BindValue? value) =>
        _byVariable.TryGetValue(variable, out value) || (_outer is not null && _outer.TryGet(variable, out value));

    /// <summary>Whether <c>ns.variable</c> is declared. <c>env.X</c> means any bind X where no bind has the namespace <c>env</c>.</summary>
    public bool TryGet(string ns, string variable, [NotNullWhen(true)] out BindValue? value) =>
        _byName.TryGetValue((ns, variable), out value)
        || (_outer is not null && _outer._byName.TryGetValue((ns, variable), out value))
        || (ns == EnvironmentPrefix && !_hasEnvNamespace && TryGet(variable, out value));

    /// <summary>The binds that templates of <paramref name="file"/> see: those that came with it first, then everybody's.</summary>
    public BindValues Of(string file) => _byFile.GetValueOrDefault(file, this);

    public override string ToString() => string.Join(", ", _all);

    /// <summary>The last declaration wins, as in the reference, but never over one that has a value while it has none.</summary>
    private static void Put<TKey>(Dictionary<TKey, BindValue> map, TKey key, BindValue value)
        where TKey : notnull
    {
        if (!value.IsMissing || !map.TryGetValue(key, out var earlier) || earlier.IsMissing)
        {
            map[key] = value;
        }
    }
}
