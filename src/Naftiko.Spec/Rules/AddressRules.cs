using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;

namespace Naftiko.Spec.Rules;

/// <summary>Hosts that are reserved for examples (RFC 2606 §3) and left over from one.</summary>
internal static class AddressRules
{
    private static readonly string[] Examples = ["example.com", "example.org", "example.net"];

    public static void BaseUriIsNoExample(CapabilityFile file, DiagnosticBag diagnostics)
    {
        foreach (var uri in file.Consumes.Select(c => c.BaseUri))
        {
            if (Uri.TryCreate(uri.Value, UriKind.Absolute, out var parsed) && IsExample(parsed.Host))
            {
                diagnostics.Add(AdviceDiagnostics.ExampleHost, uri.Span, $"'{parsed.Host}' is a host for examples");
            }
        }
    }

    public static void AddressIsNoExample(CapabilityFile file, DiagnosticBag diagnostics)
    {
        foreach (var address in file.Exposes.Select(e => e.Address).OfType<SpannedText>().Where(a => IsExample(a.Value)))
        {
            diagnostics.Add(AdviceDiagnostics.ExampleHost, address.Span, $"'{address.Value}' is a host for examples");
        }
    }

    private static bool IsExample(string host) =>
        Examples.Any(e => host.EndsWith(e, StringComparison.OrdinalIgnoreCase) && (host.Length == e.Length || host[^(e.Length + 1)] == '.'));
}
