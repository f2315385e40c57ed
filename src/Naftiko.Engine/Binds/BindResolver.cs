using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document.Binds;
using Naftiko.Spec.Sources;

namespace Naftiko.Engine.Binds;

/// <summary>Declarations to values. Nothing here fails: what has no value is warned about and marked, and its users answer errors.</summary>
public sealed class BindResolver
{
    private readonly ISourceLoader _loader;
    private readonly EnvironmentBinds _environment;
    private readonly DiagnosticBag _diagnostics;
    private readonly Dictionary<(string Folder, string Location), IBindSource> _files = [];

    private BindResolver(ISourceLoader loader, EnvironmentBinds environment, DiagnosticBag diagnostics)
    {
        _loader = loader;
        _environment = environment;
        _diagnostics = diagnostics;
    }

    public static BindValues Resolve(
        IReadOnlyList<BindSpec> declarations, ISourceLoader loader, EnvironmentBinds environment, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(declarations);
        var resolver = new BindResolver(loader, environment, diagnostics);
        foreach (var visibleTogether in declarations.GroupBy(d => d.Scope))
        {
            resolver.WarnOfClashes(visibleTogether);
        }

        return new BindValues(declarations.SelectMany(resolver.Resolve).ToList());
    }

    private IEnumerable<BindValue> Resolve(BindSpec bind)
    {
        var source = Open(bind);
        return bind.Keys.Select(key => Resolve(bind, key, source));
    }

    private BindValue Resolve(BindSpec bind, BindKeySpec key, IBindSource source)
    {
        var lookup = source.Find(key.SourceKey);
        var value = new BindValue(bind.Namespace, key.Variable, source.Name, lookup) { Scope = bind.Scope };
        if (!lookup.IsFound)
        {
            _diagnostics.Add(BindDiagnostics.Missing, key.Span, $"'{value.Name}' has no value: {lookup.Missing}");
        }
        else if (lookup.Value.Length == 0)
        {
            _diagnostics.Add(BindDiagnostics.Empty, key.Span, $"the value of '{value.Name}' is empty");
        }

        return value;
    }

    private IBindSource Open(BindSpec bind)
    {
        if (string.IsNullOrEmpty(bind.Location))
        {
            return _environment;
        }

        var key = (Path.GetDirectoryName(bind.Span.File) ?? "", bind.Location);
        if (_files.TryGetValue(key, out var known))
        {
            return known;
        }

        var source = OpenFile(bind.Location, bind.LocationSpan ?? bind.Span);
        return source is FileBinds ? _files[key] = source : source;
    }

    private IBindSource OpenFile(string location, SourceSpan span)
    {
        var scheme = location.IndexOf("://", StringComparison.Ordinal);
        if (scheme > 0 && !location.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            _diagnostics.Add(
                BindDiagnostics.UnsupportedSource, span, $"binds from '{location[..scheme]}://' are not supported", "use a file, or environment variables");
            return new NoBinds(location, "its location is not supported");
        }

        var faults = new DiagnosticBag();
        var text = _loader.Load(location, span, faults);
        if (text is null && faults.All(fault => fault.Descriptor == SourceDiagnostics.NotFound))
        {
            // A file of secrets that is not here is like a variable that is not set: the unit starts, its users answer errors.
            return new NoBinds(location, $"the file '{location}' does not exist");
        }

        _diagnostics.AddRange(faults);
        IBindSource? values = text is null ? null : FileBinds.Parse(text, _diagnostics);
        return values ?? new NoBinds(location, $"the file '{location}' cannot be read");
    }

    /// <summary>One name from two sources: legal, since the last one wins, but seldom meant.</summary>
    private void WarnOfClashes(IEnumerable<BindSpec> declarations)
    {
        var seen = new Dictionary<string, (BindSpec Bind, BindKeySpec Key)>(StringComparer.Ordinal);
        foreach (var bind in declarations)
        {
            foreach (var key in bind.Keys)
            {
                if (seen.TryGetValue(key.Variable, out var first) && (first.Bind.Location ?? "", first.Key.SourceKey) != (bind.Location ?? "", key.SourceKey))
                {
                    _diagnostics.Add(
                        BindDiagnostics.Ambiguous,
                        key.Span,
                        $"'{key.Variable}' is also declared at {first.Key.Span}; '{{{{{key.Variable}}}}}' means the last one that has a value",
                        "give one of them another name, or write the namespace before the name");
                }

                seen[key.Variable] = (bind, key);
            }
        }
    }

    /// <summary>A source that could not be opened.</summary>
    private sealed class NoBinds(string name, string reason) : IBindSource
    {
        public string Name => name;

        public BindLookup Find(string key) => BindLookup.NotFound(reason);
    }
}
