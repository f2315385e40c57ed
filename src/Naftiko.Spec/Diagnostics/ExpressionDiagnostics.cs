namespace Naftiko.Spec.Diagnostics;

/// <summary>NFK4xxx: templates, references and JSONPath.</summary>
public static class ExpressionDiagnostics
{
    /// <summary>A template that cannot be parsed.</summary>
    public static readonly DiagnosticDescriptor BadTemplate = new("NFK4001", Severity.Error, "malformed template");

    /// <summary>A JSONPath that cannot be parsed.</summary>
    public static readonly DiagnosticDescriptor BadPath = new("NFK4002", Severity.Error, "malformed JSONPath");

    /// <summary>A name in a template that nothing provides.</summary>
    public static readonly DiagnosticDescriptor UnknownName = new("NFK4003", Severity.Warning, "unknown name in a template") { IsDeviation = true };

    /// <summary>A value that looks like a reference but is sent as it is written.</summary>
    public static readonly DiagnosticDescriptor LiteralReference = new("NFK4004", Severity.Warning, "looks like a reference, but is literal text");

    /// <summary>A regular expression that cannot be parsed.</summary>
    public static readonly DiagnosticDescriptor BadPattern = new("NFK4005", Severity.Warning, "malformed pattern");

    /// <summary>A value of the file that is not of the type beside it.</summary>
    public static readonly DiagnosticDescriptor Misfit = new("NFK4006", Severity.Warning, "value of another type");

    /// <summary>An input named in the braces of a path where a template is meant.</summary>
    public static readonly DiagnosticDescriptor SingleBraces = new("NFK4007", Severity.Warning, "single braces around an input");

    /// <summary>All of them, for the catalogue.</summary>
    public static readonly IReadOnlyList<DiagnosticDescriptor> All =
    [
        BadTemplate, BadPath, UnknownName, LiteralReference, BadPattern, Misfit, SingleBraces,
    ];
}
