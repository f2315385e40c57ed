namespace Naftiko.Spec.Diagnostics;

/// <summary>NFK31xx: what a file imports from others.</summary>
public static class ImportedFileDiagnostics
{
    /// <summary>The file has nothing of that namespace.</summary>
    public static readonly DiagnosticDescriptor UnknownNamespace = new("NFK3101", Severity.Error, "import of nothing");

    /// <summary>A file imports itself, directly or through others.</summary>
    public static readonly DiagnosticDescriptor Cycle = new("NFK3102", Severity.Error, "cyclic import");

    /// <summary>Two entries of a section end up with one namespace, and at least one of them is imported.</summary>
    public static readonly DiagnosticDescriptor DuplicateAlias = new("NFK3103", Severity.Error, "imported namespace stands twice");

    /// <summary>The imported file could be opened, but not read.</summary>
    public static readonly DiagnosticDescriptor Unreadable = new("NFK3104", Severity.Error, "imported file with faults");

    /// <summary>Imports nest deeper, or bring more, than one file may.</summary>
    public static readonly DiagnosticDescriptor TooMuch = new("NFK3105", Severity.Error, "too much imported");

    /// <summary>The import was resolved by more than its exact name.</summary>
    public static readonly DiagnosticDescriptor Loose = new("NFK3106", Severity.Warning, "import resolved loosely") { IsDeviation = true };

    /// <summary>An imported file imports in its turn; the specification wants it to stand alone.</summary>
    public static readonly DiagnosticDescriptor Transitive = new("NFK3107", Severity.Warning, "imported file imports") { IsDeviation = true };

    /// <summary>All of them, for the catalogue.</summary>
    public static readonly IReadOnlyList<DiagnosticDescriptor> All = [UnknownNamespace, Cycle, DuplicateAlias, Unreadable, TooMuch, Loose, Transitive];
}
