namespace Naftiko.Spec.Diagnostics;

/// <summary>NFK9xxx: what runs, but is against a rule of the specification or looks like a mistake (src/Naftiko.Spec/Rules).</summary>
public static class AdviceDiagnostics
{
    /// <summary>One namespace for two things of a file.</summary>
    public static readonly DiagnosticDescriptor SharedNamespace = new("NFK9001", Severity.Warning, "namespace used twice") { IsDeviation = true };

    /// <summary>A base URI that ends in a slash.</summary>
    public static readonly DiagnosticDescriptor TrailingSlash = new("NFK9002", Severity.Info, "trailing slash") { IsDeviation = true };

    /// <summary>A query string inside a path.</summary>
    public static readonly DiagnosticDescriptor QueryInPath = new("NFK9003", Severity.Info, "query string in a path");

    /// <summary>An address of the domains that are reserved for examples.</summary>
    public static readonly DiagnosticDescriptor ExampleHost = new("NFK9004", Severity.Info, "example host");

    /// <summary>A flow's semantics contradict the hints or the method of what exposes it.</summary>
    public static readonly DiagnosticDescriptor Contradiction = new("NFK9005", Severity.Warning, "semantics contradicted");

    /// <summary>Authentication on a surface that speaks over standard input and output.</summary>
    public static readonly DiagnosticDescriptor StdioAuthentication = new("NFK9006", Severity.Warning, "authentication over stdio");

    /// <summary>An OAuth2 setting that a careful issuer does not have.</summary>
    public static readonly DiagnosticDescriptor WeakOAuth2 = new("NFK9007", Severity.Warning, "weak OAuth2 settings") { IsDeviation = true };

    /// <summary>Nothing says what a part of the file is for.</summary>
    public static readonly DiagnosticDescriptor NoDescription = new("NFK9008", Severity.Info, "no description");

    /// <summary>The capability has no tags.</summary>
    public static readonly DiagnosticDescriptor NoTags = new("NFK9009", Severity.Info, "no tags");

    /// <summary>The name of a step that references cannot spell.</summary>
    public static readonly DiagnosticDescriptor StepName = new("NFK9010", Severity.Warning, "step name") { IsDeviation = true };

    /// <summary>Text for people or models that holds script code.</summary>
    public static readonly DiagnosticDescriptor ScriptInText = new("NFK9011", Severity.Warning, "script code in a text") { IsDeviation = true };

    /// <summary>More than one control surface, or one on a port that others use.</summary>
    public static readonly DiagnosticDescriptor ControlPort = new("NFK9012", Severity.Warning, "control port") { IsDeviation = true };

    /// <summary>A control surface that other machines can reach.</summary>
    public static readonly DiagnosticDescriptor ControlAddress = new("NFK9013", Severity.Warning, "control surface not on loopback");

    /// <summary>A script step that neither itself nor a default completes.</summary>
    public static readonly DiagnosticDescriptor IncompleteScript = new("NFK9014", Severity.Warning, "incomplete script step") { IsDeviation = true };

    /// <summary>A part of a file for import without the namespace that imports name.</summary>
    public static readonly DiagnosticDescriptor NoNamespace = new("NFK9015", Severity.Warning, "no namespace") { IsDeviation = true };

    /// <summary>A tunnel's identity that is no bind.</summary>
    public static readonly DiagnosticDescriptor TunnelIdentity = new("NFK9016", Severity.Warning, "tunnel identity in the file") { IsDeviation = true };

    /// <summary>A tunnel that may be gone around, or whose API looks public.</summary>
    public static readonly DiagnosticDescriptor NeedlessTunnel = new("NFK9017", Severity.Info, "tunnel around or to the public");

    /// <summary>A word that published files have for another one of the specification; told once a file.</summary>
    public static readonly DiagnosticDescriptor PublishedSpelling = new("NFK9018", Severity.Info, "spelling of published files") { IsDeviation = true };

    /// <summary>All of them, for the catalogue.</summary>
    public static readonly IReadOnlyList<DiagnosticDescriptor> All =
    [
        SharedNamespace, TrailingSlash, QueryInPath, ExampleHost, Contradiction, StdioAuthentication, WeakOAuth2, NoDescription, NoTags, StepName, ScriptInText, ControlPort,
        ControlAddress, IncompleteScript, NoNamespace, TunnelIdentity, NeedlessTunnel, PublishedSpelling,
    ];
}
