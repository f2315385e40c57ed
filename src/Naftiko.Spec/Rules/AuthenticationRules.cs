using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;
using Naftiko.Spec.Document.Consumes;
using Naftiko.Spec.Document.Exposes;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.Rules;

/// <summary>How surfaces let callers in.</summary>
internal static class AuthenticationRules
{
    public static void NoneOverStdio(CapabilityFile file, DiagnosticBag diagnostics)
    {
        foreach (var surface in file.Exposes.OfType<ExposesMcpSpec>().Where(s => s.IsStdio && s.Authentication is not null))
        {
            diagnostics.Add(AdviceDiagnostics.StdioAuthentication, surface.Authentication?.Span ?? surface.Span, "over stdio nobody presents a credential; 'authentication' does nothing");
        }
    }

    public static void OAuth2IsHttps(CapabilityFile file, DiagnosticBag diagnostics)
    {
        foreach (var authentication in OAuth2(file))
        {
            ReportPlain(authentication, "authorizationServerUri", "whoever is on the way can put in keys of their own", diagnostics);
            ReportPlain(authentication, "resource", "tokens for it travel in the clear", diagnostics);
        }
    }

    public static void OAuth2HasScopes(CapabilityFile file, DiagnosticBag diagnostics)
    {
        foreach (var authentication in OAuth2(file).Where(a => a.Settings["scopes"] is null or SequenceNode { Items.Count: 0 }))
        {
            diagnostics.Add(AdviceDiagnostics.WeakOAuth2, authentication.Span, "no 'scopes' are asked for: every token of the issuer is let in");
        }
    }

    private static IEnumerable<AuthenticationSpec> OAuth2(CapabilityFile file) =>
        file.Exposes.Select(e => e.Authentication).OfType<AuthenticationSpec>().Where(a => a.Type == "oauth2");

    private static void ReportPlain(AuthenticationSpec authentication, string key, string why, DiagnosticBag diagnostics)
    {
        if (authentication.Settings[key] is ScalarNode { Text: var text } node && text.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        {
            diagnostics.Add(AdviceDiagnostics.WeakOAuth2, node.Span, $"'{key}' is not https: {why}");
        }
    }
}
