using System.Diagnostics.CodeAnalysis;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;

namespace Naftiko.Engine.Binds;

/// <summary>The assignments of a <c>.env</c> file. Prints as its path.</summary>
public sealed class EnvFile
{
    private readonly string _path;
    private readonly Dictionary<string, string> _values;

    private EnvFile(string path, Dictionary<string, string> values)
    {
        _path = path;
        _values = values;
    }

    /// <summary>Reads every line that is an assignment and warns about each that is not, without showing any of it.</summary>
    public static EnvFile Parse(SourceText source, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(diagnostics);
        return new EnvFile(source.Path, new EnvFileParser(source, diagnostics).Parse());
    }

    /// <summary>Both files' assignments; where both assign a name, the later one's value.</summary>
    public EnvFile With(EnvFile later)
    {
        ArgumentNullException.ThrowIfNull(later);
        var values = new Dictionary<string, string>(_values);
        foreach (var (name, value) in later._values)
        {
            values[name] = value;
        }

        return new EnvFile(later._path, values);
    }

    public bool TryGet(string key, [NotNullWhen(true)] out string? value) => _values.TryGetValue(key, out value);

    public override string ToString() => _path;
}
