namespace Naftiko.Spec.Diagnostics;

/// <summary>What can go wrong between the name of a file and its text.</summary>
public static class SourceDiagnostics
{
    /// <summary>There is no such file.</summary>
    public static readonly DiagnosticDescriptor NotFound = new("NFK1101", Severity.Error, "File not found");

    /// <summary>The file exists, but cannot be read: permissions, a folder, a fault of the disk.</summary>
    public static readonly DiagnosticDescriptor Unreadable = new("NFK1102", Severity.Error, "File cannot be read");

    /// <summary>The file, or what a link on the way to it leads to, lies outside the served and allowed paths.</summary>
    public static readonly DiagnosticDescriptor NotAllowed = new("NFK1103", Severity.Error, "File outside the allowed paths");

    /// <summary>The file is larger than its limit.</summary>
    public static readonly DiagnosticDescriptor TooLarge = new("NFK1104", Severity.Error, "File too large");

    /// <summary>The bytes are not text in the encoding that they begin with.</summary>
    public static readonly DiagnosticDescriptor Encoding = new("NFK1105", Severity.Error, "Invalid encoding");

    /// <summary>The scheme of a location is not one this runtime reads.</summary>
    public static readonly DiagnosticDescriptor UnsupportedScheme = new("NFK1106", Severity.Error, "Unsupported location");

    /// <summary>The location is empty, names a host, or cannot be a path.</summary>
    public static readonly DiagnosticDescriptor MalformedLocation = new("NFK1107", Severity.Error, "Malformed location");

    /// <summary>All of them, for the catalogue.</summary>
    public static readonly IReadOnlyList<DiagnosticDescriptor> All =
    [
        NotFound, Unreadable, NotAllowed, TooLarge, Encoding, UnsupportedScheme, MalformedLocation,
    ];
}
