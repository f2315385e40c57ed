using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;
using Naftiko.Spec.Document.Exposes;
using Naftiko.Spec.Sources;

namespace Naftiko.Spec.Rules;

/// <summary>Namespaces: what references and imports begin with.</summary>
internal static class NamespaceRules
{
    /// <summary>One namespace stands for one API, surface or set of binds. Aggregates are not part of the rule.</summary>
    public static void AreUnique(CapabilityFile file, DiagnosticBag diagnostics)
    {
        var named = file.Consumes.Select(c => (c.Namespace, c.Span))
            .Concat(file.Exposes.Select(e => (Namespace: e.Namespace ?? "", e.Span)))
            .Concat(file.Binds.Where(b => b.Scope is null).Select(b => (Namespace: b.Namespace ?? "", b.Span)));
        var first = new Dictionary<string, SourceSpan>(StringComparer.Ordinal);
        foreach (var (name, span) in named)
        {
            if (name.Length > 0 && !first.TryAdd(name, span))
            {
                diagnostics.Add(AdviceDiagnostics.SharedNamespace, span, $"the namespace '{name}' is also used at {first[name]}", "references to it can mean either");
            }
        }
    }

    /// <summary>Surfaces, but for control, and aggregates have a namespace by which they can be named.</summary>
    public static void AreThere(CapabilityFile file, DiagnosticBag diagnostics)
    {
        foreach (var aggregate in file.Aggregates.Where(a => a.Namespace.Length == 0))
        {
            diagnostics.Add(AdviceDiagnostics.NoNamespace, aggregate.Span, "an aggregate without a namespace cannot be referred to");
        }

        foreach (var surface in file.Exposes.Where(e => e.Namespace is null && e is not ExposesControlSpec))
        {
            diagnostics.Add(AdviceDiagnostics.NoNamespace, surface.Span,
                file.IsCapability ? "a surface without a namespace is called as the file is, and by its type" : "a surface without a namespace cannot be imported");
        }
    }
}
