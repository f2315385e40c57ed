using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;
using Naftiko.Spec.Document.Aggregates;
using Naftiko.Spec.Sources;

namespace Naftiko.Spec.Rules;

/// <summary>What a flow promises against what the units that refer to it say.</summary>
internal static class SemanticsRules
{
    public static void HintsAgree(CapabilityFile file, DiagnosticBag diagnostics)
    {
        foreach (var tool in Units.Tools(file))
        {
            if (SemanticsOf(tool, file) is not { } semantics)
            {
                continue;
            }

            Contradicts(semantics.Safe is { } safe && tool.Hints.ReadOnly is { } readOnly && safe != readOnly, "safe", "readOnly", tool.Span, diagnostics);
            Contradicts(semantics.Safe == true && tool.Hints.Destructive == true, "safe", "destructive", tool.Span, diagnostics);
            Contradicts(semantics.Idempotent is { } same && tool.Hints.Idempotent is { } hinted && same != hinted, "idempotent", "idempotent", tool.Span, diagnostics);
        }
    }

    public static void MethodsAgree(CapabilityFile file, DiagnosticBag diagnostics)
    {
        foreach (var operation in Units.Operations(file))
        {
            if (SemanticsOf(operation, file) is not { } semantics)
            {
                continue;
            }

            var isSafe = operation.Method is "GET" or "HEAD" or "OPTIONS";
            Contradicts(semantics.Safe is { } safe && safe != isSafe, "safe", operation.Method, operation.Span, diagnostics);
            Contradicts(semantics.Idempotent == true && operation.Method is "POST" or "PATCH", "idempotent", operation.Method, operation.Span, diagnostics);
        }
    }

    private static SemanticsSpec? SemanticsOf(UnitSpec unit, CapabilityFile file) =>
        unit.Ref is { } reference
            ? file.Aggregates.SelectMany(a => a.Flows.Where(f => $"{a.Namespace}.{f.Name}" == reference.Value)).FirstOrDefault()?.Semantics
            : null;

    private static void Contradicts(bool isSo, string promise, string claim, SourceSpan span, DiagnosticBag diagnostics)
    {
        if (isSo)
        {
            diagnostics.Add(AdviceDiagnostics.Contradiction, span, $"what the flow says with '{promise}' does not agree with '{claim}' here");
        }
    }
}
