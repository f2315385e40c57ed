using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;
using Naftiko.Spec.Document.Exposes;

namespace Naftiko.Spec.Rules;

/// <summary>The control surface, which is for operators only.</summary>
internal static class ControlRules
{
    private static readonly string[] Loopback = ["localhost", "127.0.0.1", "::1", "[::1]"];

    /// <summary>It is on a port of its own.</summary>
    public static void IsAlone(CapabilityFile file, DiagnosticBag diagnostics)
    {
        foreach (var control in Controls(file))
        {
            if (file.Exposes.FirstOrDefault(e => e is not ExposesControlSpec && e.Port is not null && e.Port == control.Port) is { } other)
            {
                diagnostics.Add(AdviceDiagnostics.ControlPort, control.Span, $"port {control.Port} is also that of '{other.Namespace}'; control has one of its own");
            }
        }
    }

    public static void IsOnLoopback(CapabilityFile file, DiagnosticBag diagnostics)
    {
        foreach (var address in Controls(file).Select(c => c.Address).OfType<SpannedText>().Where(a => !Loopback.Contains(a.Value)))
        {
            diagnostics.Add(AdviceDiagnostics.ControlAddress, address.Span, $"the control surface at '{address.Value}' can be reached from other machines");
        }
    }

    private static IEnumerable<ExposesControlSpec> Controls(CapabilityFile file) => file.Exposes.OfType<ExposesControlSpec>();
}
