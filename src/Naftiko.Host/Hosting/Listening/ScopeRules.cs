using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Hosting.Listening;

/// <summary>Decides which addresses a surface answers on: a file alone never opens a surface without authentication to the network.</summary>
internal sealed class ScopeRules(HostingOptions options, DiagnosticBag diagnostics)
{
    public AddressScope ScopeOf(Surface surface)
    {
        var address = surface.IsOfOperator ? surface.Address : options.AddressOverride ?? surface.Address;
        var scope = AddressScope.Parse(address);
        if (scope is null)
        {
            diagnostics.Add(
                HostDiagnostics.AddressUnknown,
                surface.Span,
                $"'{address}' is not an address of this machine; '{surface.Namespace}' answers on localhost only",
                "give an IP address, '*' or 'localhost'");
            return AddressScope.Localhost;
        }

        if (scope.IsLoopback || surface.HasAuthentication)
        {
            return scope;
        }

        if (options.AddressOverride is null && !options.AllowPublic)
        {
            diagnostics.Add(
                HostDiagnostics.AddressNotPublic,
                surface.Span,
                $"'{surface.Namespace}' asks for the address '{surface.Address}' without authentication and answers on localhost only",
                "add 'authentication', or serve with --allow-public");
            return AddressScope.Localhost;
        }

        diagnostics.Add(HostDiagnostics.PublicWithoutAuthentication, surface.Span, $"'{surface.Namespace}' can be reached from other machines by anyone");
        return scope;
    }
}
