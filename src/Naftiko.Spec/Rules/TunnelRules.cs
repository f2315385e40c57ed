using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;
using Naftiko.Spec.Expressions;

namespace Naftiko.Spec.Rules;

/// <summary>Tunnels to APIs behind a firewall.</summary>
internal static class TunnelRules
{
    // Names that only resolve inside a network.
    private static readonly string[] Private = [".local", ".internal", ".lan", ".corp", ".home", ".ziti", ".svc", ".test"];

    /// <summary>The identity is a secret: it comes from a bind that the file declares.</summary>
    public static void IdentityIsABind(CapabilityFile file, DiagnosticBag diagnostics)
    {
        foreach (var tunnel in file.Consumes.Select(c => c.Tunnel))
        {
            if (tunnel?.Identity is { } identity && !IsDeclared(identity.Value, file))
            {
                diagnostics.Add(AdviceDiagnostics.TunnelIdentity, identity.Span, "a tunnel's identity should be a declared bind, '{{NAME}}'");
            }
        }
    }

    public static void IsNeeded(CapabilityFile file, DiagnosticBag diagnostics)
    {
        foreach (var api in file.Consumes)
        {
            if (api.Tunnel is not { } tunnel)
            {
                continue;
            }

            if (tunnel.IsDirectAllowed)
            {
                diagnostics.Add(AdviceDiagnostics.NeedlessTunnel, tunnel.Span, "'fallback: direct' goes around the tunnel when that is down", "leave it out where the tunnel is a protection");
            }

            if (Uri.TryCreate(api.BaseUri.Value, UriKind.Absolute, out var uri) && IsPublic(uri))
            {
                diagnostics.Add(AdviceDiagnostics.NeedlessTunnel, api.BaseUri.Span, $"'{uri.Host}' looks public, yet it is called through a tunnel");
            }
        }
    }

    private static bool IsDeclared(string text, CapabilityFile file)
    {
        if (!Template.TryParse(text, isPath: false, out var template, out _) || template.Single is not { } hole)
        {
            return false;
        }

        return file.Binds.Any(b => b.Keys.Any(k => hole.Name == k.Variable || hole.Name == $"{b.Namespace}.{k.Variable}"));
    }

    private static bool IsPublic(Uri uri) =>
        uri.HostNameType == UriHostNameType.Dns && uri.Host.Contains('.') && !uri.IsLoopback && !Private.Any(p => uri.Host.EndsWith(p, StringComparison.OrdinalIgnoreCase));
}
