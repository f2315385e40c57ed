namespace Naftiko.Spec.Diagnostics;

/// <summary>NFK7xxx: the import of descriptions in other languages, such as OpenAPI.</summary>
public static class ImportDiagnostics
{
    /// <summary>The text is no OpenAPI document of a version that can be read.</summary>
    public static readonly DiagnosticDescriptor NotOpenApi = new("NFK7001", Severity.Error, "Not an OpenAPI document");

    /// <summary>A part of the document is not as its specification wants it; it is left out.</summary>
    public static readonly DiagnosticDescriptor Malformed = new("NFK7002", Severity.Warning, "Malformed part");

    /// <summary>A reference leads nowhere, in a circle, or outside the document.</summary>
    public static readonly DiagnosticDescriptor Unresolved = new("NFK7003", Severity.Warning, "Unresolved reference");

    /// <summary>A capability file has no words for this; the imported operation does without it.</summary>
    public static readonly DiagnosticDescriptor NotExpressible = new("NFK7004", Severity.Warning, "Cannot be expressed");

    /// <summary>The document is larger than imports may be; the rest is left out.</summary>
    public static readonly DiagnosticDescriptor TooLarge = new("NFK7005", Severity.Warning, "Too large to import whole");

    /// <summary>The document leaves something open, and the import has decided.</summary>
    public static readonly DiagnosticDescriptor Assumed = new("NFK7006", Severity.Info, "Assumption");

    /// <summary>The document has no operation that can be imported.</summary>
    public static readonly DiagnosticDescriptor Nothing = new("NFK7007", Severity.Error, "Nothing to import");

    /// <summary>All of them, for the catalogue.</summary>
    public static readonly IReadOnlyList<DiagnosticDescriptor> All = [NotOpenApi, Malformed, Unresolved, NotExpressible, TooLarge, Assumed, Nothing];
}
