namespace Naftiko.Spec.Diagnostics;

/// <summary>NFK3xxx: names and references.</summary>
public static class ReferenceDiagnostics
{
    /// <summary><c>call</c> names no consumed operation; the unit is not exposed.</summary>
    public static readonly DiagnosticDescriptor UnknownCall = new("NFK3001", Severity.Error, "call to nothing");

    /// <summary><c>ref</c> names no flow of an aggregate.</summary>
    public static readonly DiagnosticDescriptor UnknownFlow = new("NFK3002", Severity.Error, "ref to nothing");

    /// <summary>A unit with neither call, steps, ref nor outputs.</summary>
    public static readonly DiagnosticDescriptor NothingToDo = new("NFK3003", Severity.Error, "nothing to do");

    /// <summary>A name that stands twice where it must be unique.</summary>
    public static readonly DiagnosticDescriptor DuplicateName = new("NFK3004", Severity.Warning, "duplicate name") { IsDeviation = true };

    /// <summary>A path parameter for which the path has no place.</summary>
    public static readonly DiagnosticDescriptor LostPathParameter = new("NFK3005", Severity.Error, "path parameter without a place");

    /// <summary>An exposed path showed where a path parameter belongs.</summary>
    public static readonly DiagnosticDescriptor CompletedPath = new("NFK3006", Severity.Warning, "path completed from the exposed one") { IsDeviation = true };

    /// <summary>Operations that send the same method and path.</summary>
    public static readonly DiagnosticDescriptor LostPaths = new("NFK3007", Severity.Warning, "lost paths");

    /// <summary>The call was resolved by more than its exact name.</summary>
    public static readonly DiagnosticDescriptor LooseCall = new("NFK3008", Severity.Warning, "call resolved loosely") { IsDeviation = true };

    /// <summary>A <c>with</c> entry that nothing of the operation takes.</summary>
    public static readonly DiagnosticDescriptor StrayWith = new("NFK3009", Severity.Warning, "with entry that the operation does not declare") { IsDeviation = true };

    /// <summary>A kind of authentication that is known but not supported; calls are refused.</summary>
    public static readonly DiagnosticDescriptor UnsupportedAuthentication = new("NFK3010", Severity.Warning, "unsupported authentication");

    /// <summary>A base URI that cannot be called as it is.</summary>
    public static readonly DiagnosticDescriptor UnusableBaseUri = new("NFK3011", Severity.Warning, "unusable base URI");

    /// <summary>A header that belongs to the connection and is never sent from a file.</summary>
    public static readonly DiagnosticDescriptor RefusedHeader = new("NFK3012", Severity.Warning, "refused header");

    /// <summary>A step refers to a step that does not come before it.</summary>
    public static readonly DiagnosticDescriptor UnknownStep = new("NFK3013", Severity.Error, "unknown step");

    /// <summary>A flow refers to itself.</summary>
    public static readonly DiagnosticDescriptor CyclicFlow = new("NFK3014", Severity.Error, "cyclic flow");

    /// <summary>A namespace with characters that cannot stand in a URL.</summary>
    public static readonly DiagnosticDescriptor BadNamespace = new("NFK3015", Severity.Error, "malformed namespace");

    /// <summary>An <c>outputRawFormat</c> that is not known; the media type decides.</summary>
    public static readonly DiagnosticDescriptor UnsupportedFormat = new("NFK3016", Severity.Warning, "unknown format") { IsDeviation = true };

    /// <summary>A flow that is another flow under its own name; the specification has <c>ref</c> in what is exposed only.</summary>
    public static readonly DiagnosticDescriptor ChainedFlow = new("NFK3017", Severity.Warning, "flow that refers to a flow") { IsDeviation = true };

    /// <summary>An <c>outputSchema</c> that its format cannot use: no selector, no schema, no such message.</summary>
    public static readonly DiagnosticDescriptor MalformedSchema = new("NFK3021", Severity.Error, "malformed schema");

    /// <summary>A format that cannot be read without an <c>outputSchema</c>.</summary>
    public static readonly DiagnosticDescriptor MissingSchema = new("NFK3022", Severity.Error, "missing schema");

    /// <summary>Outputs over an answer that is declared as bytes.</summary>
    public static readonly DiagnosticDescriptor UnshapedBinary = new("NFK3023", Severity.Warning, "outputs over bytes");

    /// <summary>An exposed operation has an input in the path, but its path has no place for it.</summary>
    public static readonly DiagnosticDescriptor UnplacedInput = new("NFK3024", Severity.Warning, "path input without a place");

    /// <summary>A resource or prompt needs an input that its URI or its arguments cannot give.</summary>
    public static readonly DiagnosticDescriptor UnreachableInput = new("NFK3040", Severity.Warning, "input that nobody can give");

    /// <summary>A tool of a skill names no surface, or no unit of one.</summary>
    public static readonly DiagnosticDescriptor UnknownSource = new("NFK3041", Severity.Error, "skill tool derived from nothing");

    /// <summary>A tool of a skill names a unit that its surface does not have, or an instruction file that is not there.</summary>
    public static readonly DiagnosticDescriptor DoubtfulSource = new("NFK3042", Severity.Warning, "skill tool that leads nowhere");

    /// <summary><c>forward</c> names no consumed API.</summary>
    public static readonly DiagnosticDescriptor UnknownTarget = new("NFK3043", Severity.Error, "forward to nothing");

    /// <summary>A placeholder in the path of a <c>forward</c> that nothing comes of.</summary>
    public static readonly DiagnosticDescriptor UnforwardedPlaceholder = new("NFK3044", Severity.Warning, "placeholder that is not forwarded");

    /// <summary>All of them, for the catalogue.</summary>
    public static readonly IReadOnlyList<DiagnosticDescriptor> All =
    [
        UnknownCall, UnknownFlow, NothingToDo, DuplicateName, LostPathParameter, CompletedPath, LostPaths, LooseCall, StrayWith, UnsupportedAuthentication,
        UnusableBaseUri, RefusedHeader, UnknownStep, CyclicFlow, BadNamespace, UnsupportedFormat, ChainedFlow, MalformedSchema, MissingSchema,
        UnshapedBinary, UnplacedInput, UnreachableInput, UnknownSource, DoubtfulSource, UnknownTarget, UnforwardedPlaceholder,
    ];
}
