using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Reloading;

/// <summary>NFK62xx: reloading.</summary>
internal static class ReloadDiagnostics
{
    /// <summary>The new version of a file has errors that the running one does not have.</summary>
    public static readonly DiagnosticDescriptor KeptLastGood = new("NFK6201", Severity.Warning, "Last good version kept");

    /// <summary>All of them, for the catalogue.</summary>
    public static readonly IReadOnlyList<DiagnosticDescriptor> All = [KeptLastGood];
}
