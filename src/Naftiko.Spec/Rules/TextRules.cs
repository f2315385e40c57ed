using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;
using Naftiko.Spec.Document.Exposes;
using Naftiko.Spec.Sources;

namespace Naftiko.Spec.Rules;

/// <summary>Texts that are shown as Markdown or read by models.</summary>
internal static class TextRules
{
    private static readonly string[] Suspicious = ["<script", "eval("];

    public static void HoldNoScript(CapabilityFile file, DiagnosticBag diagnostics)
    {
        foreach (var (text, span) in Texts(file))
        {
            if (text is not null && Suspicious.FirstOrDefault(s => text.Contains(s, StringComparison.OrdinalIgnoreCase)) is { } found)
            {
                diagnostics.Add(AdviceDiagnostics.ScriptInText, span, $"a text of this part holds '{found}', which viewers may run");
            }
        }
    }

    private static IEnumerable<(string? Text, SourceSpan Span)> Texts(CapabilityFile file)
    {
        var start = SourceSpan.OfFile(file.Path);
        IEnumerable<(string?, SourceSpan)> texts = [(file.Info.Title, start), (file.Info.Description, start)];
        return texts
            .Concat(file.Consumes.Select(c => (c.Description, c.Span)))
            .Concat(file.Consumes.SelectMany(c => c.Resources).SelectMany(r => r.Operations).Select(o => (o.Description, o.Span)))
            .Concat(file.Exposes.Select(e => (e.Description, e.Span)))
            .Concat(file.Exposes.OfType<ExposesRestSpec>().SelectMany(s => s.Resources).Select(r => (r.Description, r.Span)))
            .Concat(file.Exposes.OfType<ExposesSkillSpec>().SelectMany(s => s.Skills).SelectMany(s => s.Tools.Select(t => (t.Description, t.Span)).Prepend((s.Description, s.Span))))
            .Concat(Units.All(file).SelectMany(u => u.Inputs.Select(i => (i.Description, i.Span)).Prepend((u.Description, u.Span))));
    }
}
