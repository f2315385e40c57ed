using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Hosting;

/// <summary>What can be wrong about ports, addresses, mounts and routes.</summary>
internal static class HostDiagnostics
{
    public static readonly DiagnosticDescriptor PortNotBound = new("NFK6001", Severity.Error, "Port cannot be opened");

    public static readonly DiagnosticDescriptor MountTaken = new("NFK6003", Severity.Warning, "Another surface has this mount");

    public static readonly DiagnosticDescriptor AddressUnknown = new("NFK6004", Severity.Warning, "Not an address of this machine");

    public static readonly DiagnosticDescriptor AddressNotPublic = new("NFK6005", Severity.Warning, "Not public without authentication");

    public static readonly DiagnosticDescriptor PublicWithoutAuthentication = new("NFK6006", Severity.Warning, "Public without authentication");

    public static readonly DiagnosticDescriptor DuplicateRoute = new("NFK6007", Severity.Warning, "Route hidden by an equal one");

    public static readonly DiagnosticDescriptor TouchingPlaceholders = new("NFK6008", Severity.Warning, "Nothing separates two placeholders");

    public static readonly DiagnosticDescriptor PathTooLong = new("NFK6009", Severity.Error, "Path too long");

    public static readonly DiagnosticDescriptor StdioOnly = new("NFK6010", Severity.Info, "Not for ports");

    public static readonly DiagnosticDescriptor ControlPathsTaken = new("NFK6011", Severity.Warning, "Another control surface has these paths");

    public static readonly DiagnosticDescriptor UnusedBaseUri = new("NFK6012", Severity.Warning, "Base URI for nothing");

    /// <summary>All of them, for the catalogue.</summary>
    public static readonly IReadOnlyList<DiagnosticDescriptor> All =
    [
        PortNotBound,
        MountTaken,
        AddressUnknown,
        AddressNotPublic,
        PublicWithoutAuthentication,
        DuplicateRoute,
        TouchingPlaceholders,
        PathTooLong,
        StdioOnly,
        ControlPathsTaken,
        UnusedBaseUri,
    ];
}
