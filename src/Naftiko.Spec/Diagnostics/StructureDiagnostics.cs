namespace Naftiko.Spec.Diagnostics;

/// <summary>NFK2xxx: the structure of a file.</summary>
public static class StructureDiagnostics
{
    /// <summary>The file has no <c>naftiko</c> or <c>ikanos</c> key at its root.</summary>
    public static readonly DiagnosticDescriptor NotACapability = new("NFK2001", Severity.Info, "not a capability file");

    /// <summary>The version is not one that this runtime knows.</summary>
    public static readonly DiagnosticDescriptor UnknownVersion = new("NFK2002", Severity.Warning, "unknown specification version") { IsDeviation = true };

    /// <summary>A key that the specification does not have at this place.</summary>
    public static readonly DiagnosticDescriptor UnknownKey = new("NFK2003", Severity.Warning, "unknown key") { IsDeviation = true };

    /// <summary>A value of the wrong kind, for example text where a list belongs.</summary>
    public static readonly DiagnosticDescriptor WrongKind = new("NFK2004", Severity.Error, "wrong kind of value");

    /// <summary>A key that the unit cannot do without.</summary>
    public static readonly DiagnosticDescriptor MissingKey = new("NFK2005", Severity.Error, "missing key");

    /// <summary>A value that is none of those allowed here.</summary>
    public static readonly DiagnosticDescriptor UnknownValue = new("NFK2006", Severity.Error, "unknown value");

    /// <summary>The file is for import and has nothing to serve.</summary>
    public static readonly DiagnosticDescriptor NothingToServe = new("NFK2007", Severity.Info, "nothing to serve");

    /// <summary>A part of the specification that this version reads but does not run.</summary>
    public static readonly DiagnosticDescriptor NotServed = new("NFK2008", Severity.Warning, "not served yet");

    /// <summary>Both spellings of one key stand side by side.</summary>
    public static readonly DiagnosticDescriptor TwoSpellings = new("NFK2009", Severity.Warning, "two spellings of one key") { IsDeviation = true };

    /// <summary>Keys of which only one may be given stand side by side.</summary>
    public static readonly DiagnosticDescriptor OneOf = new("NFK2040", Severity.Warning, "keys that exclude each other") { IsDeviation = true };

    /// <summary>A value that runs here, but that a convention outside this runtime does not allow.</summary>
    public static readonly DiagnosticDescriptor Unconventional = new("NFK2041", Severity.Warning, "outside the convention");

    /// <summary>A capability has one control surface at most.</summary>
    public static readonly DiagnosticDescriptor SecondControl = new("NFK2042", Severity.Error, "second control surface");

    /// <summary>A body type that is none; the content decides.</summary>
    public static readonly DiagnosticDescriptor UnknownBodyType = new("NFK2050", Severity.Warning, "unknown body type") { IsDeviation = true };

    /// <summary>Data that is a tree, in a body whose type is a text; it is sent as JSON.</summary>
    public static readonly DiagnosticDescriptor BodyIsJson = new("NFK2051", Severity.Warning, "a tree where the body is text");

    /// <summary>A type of a parameter that is none; it is taken as text.</summary>
    public static readonly DiagnosticDescriptor UnknownType = new("NFK2052", Severity.Warning, "unknown type") { IsDeviation = true };

    /// <summary>A method of a consumed operation that is nearly one of HTTP; it is sent as it is written.</summary>
    public static readonly DiagnosticDescriptor DoubtfulMethod = new("NFK2053", Severity.Warning, "doubtful method") { IsDeviation = true };

    /// <summary>All of them, for the catalogue.</summary>
    public static readonly IReadOnlyList<DiagnosticDescriptor> All =
    [
        NotACapability, UnknownVersion, UnknownKey, WrongKind, MissingKey, UnknownValue, NothingToServe, NotServed, TwoSpellings, OneOf, Unconventional,
        SecondControl, UnknownBodyType, BodyIsJson, UnknownType, DoubtfulMethod,
    ];
}
