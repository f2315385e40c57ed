using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Commands.Settings;

/// <summary>NFK63xx: the settings file. Its errors stop a command, as a wrong option does.</summary>
internal static class SettingDiagnostics
{
    public static readonly DiagnosticDescriptor Unknown = new("NFK6301", Severity.Error, "Unknown setting");

    public static readonly DiagnosticDescriptor WrongKind = new("NFK6302", Severity.Error, "Wrong kind of setting");

    public static readonly DiagnosticDescriptor Unusable = new("NFK6303", Severity.Error, "Unusable setting");

    /// <summary>Whoever may add files to a folder does not thereby decide what the operator decides.</summary>
    public static readonly DiagnosticDescriptor NotTaken = new("NFK6304", Severity.Warning, "Settings not used");

    /// <summary>All of them, for the catalogue.</summary>
    public static readonly IReadOnlyList<DiagnosticDescriptor> All = [Unknown, WrongKind, Unusable, NotTaken];
}
