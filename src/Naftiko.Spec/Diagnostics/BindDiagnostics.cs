namespace Naftiko.Spec.Diagnostics;

/// <summary>What can be wrong with binds and the files of their values.</summary>
public static class BindDiagnostics
{
    /// <summary>A declared bind has no value here; what needs it answers an error.</summary>
    public static readonly DiagnosticDescriptor Missing = new("NFK5001", Severity.Warning, "Bind without a value");

    /// <summary>The location's scheme has no provider.</summary>
    public static readonly DiagnosticDescriptor UnsupportedSource = new("NFK5002", Severity.Error, "Unsupported bind location");

    /// <summary>Two binds give one name different sources.</summary>
    public static readonly DiagnosticDescriptor Ambiguous = new("NFK5003", Severity.Warning, "Bind declared more than once");

    /// <summary>The value is there, and empty.</summary>
    public static readonly DiagnosticDescriptor Empty = new("NFK5004", Severity.Info, "Bind with an empty value");

    /// <summary>A file of values does not hold a map.</summary>
    public static readonly DiagnosticDescriptor NotAMap = new("NFK5005", Severity.Error, "Bind file without a map");

    /// <summary>A name that no bind declares takes the environment variable of that name.</summary>
    public static readonly DiagnosticDescriptor Undeclared = new("NFK5006", Severity.Warning, "Undeclared variable") { IsDeviation = true };

    /// <summary>A line of a <c>.env</c> file is no assignment; it is skipped.</summary>
    public static readonly DiagnosticDescriptor EnvFileLine = new("NFK5007", Severity.Warning, "Malformed line in an env file");

    /// <summary>A <c>.env</c> file assigns a name twice; the last value holds.</summary>
    public static readonly DiagnosticDescriptor EnvFileDuplicate = new("NFK5008", Severity.Warning, "Name assigned twice in an env file");

    /// <summary>A whole string equals a declared variable's name: it is taken for the variable.</summary>
    public static readonly DiagnosticDescriptor WithoutBraces = new("NFK5009", Severity.Warning, "Variable without braces") { IsDeviation = true };

    /// <summary>All of them, for the catalogue.</summary>
    public static readonly IReadOnlyList<DiagnosticDescriptor> All =
    [
        Missing, UnsupportedSource, Ambiguous, Empty, NotAMap, Undeclared, EnvFileLine, EnvFileDuplicate, WithoutBraces,
    ];
}
