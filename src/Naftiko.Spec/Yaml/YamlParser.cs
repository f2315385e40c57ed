using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml.Ordinary;
using Naftiko.Spec.Yaml.Reading;
using YamlDotNet.Core;

namespace Naftiko.Spec.Yaml;

/// <summary>YAML 1.2 text to nodes with places. Whatever the text holds, the answer comes in time linear in its size.</summary>
public static class YamlParser
{
    /// <summary>
    /// Reads the first document. Null, with an error, when the text is no YAML or exceeds the budget. Faults that leave a tree standing
    /// (a duplicate key, an unknown alias) are errors too, but the tree is given, so that later checks can speak up in the same pass.
    /// An empty text is a null scalar.
    /// </summary>
    public static Node? Parse(SourceText source, YamlBudget budget, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(budget);
        ArgumentNullException.ThrowIfNull(diagnostics);
        if (source.Text.Length > budget.MaxBytes)
        {
            diagnostics.Add(YamlDiagnostics.TooLarge, SourceSpan.OfFile(source.Path), $"the text is larger than {budget.MaxBytes} bytes");
            return null;
        }

        // The scanner takes NUL for the end of the text and would drop the rest in silence.
        var nul = source.Text.IndexOf('\0', StringComparison.Ordinal);
        if (nul >= 0)
        {
            diagnostics.Add(YamlDiagnostics.NulCharacter, source.SpanAt(nul, 1), "the text holds a NUL character", "is this a text file?");
            return null;
        }

        return OrdinaryYaml.TryRead(source, budget, diagnostics) ?? ReadEvents(source, budget, diagnostics);
    }

    /// <summary>Reads all of YAML, and says what is wrong with the rest.</summary>
    internal static Node? ReadEvents(SourceText source, YamlBudget budget, DiagnosticBag diagnostics)
    {
        var breaks = FormerLineBreaks.Of(source.Text);
        using var text = new StringReader(breaks.Hide(source.Text));
        var events = new Parser(new Scanner(text));
        var reports = new YamlReports(diagnostics, budget.MaxReports);
        try
        {
            return new YamlTreeBuilder(events, source.Path, breaks, budget, reports).ReadFirstDocument();
        }
        catch (YamlException fault)
        {
            YamlSyntaxFault.Report(fault, source, diagnostics);
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or FormatException or OverflowException)
        {
            // Scanner faults that are no YamlException, for example an escape beyond U+10FFFF.
            var at = events.Current?.End ?? Mark.Empty;
            var span = new SourceSpan(source.Path, (int)at.Line, (int)at.Column, (int)at.Line, (int)at.Column);
            diagnostics.Add(YamlDiagnostics.Syntax, span, "what follows is not valid YAML");
        }
        finally
        {
            reports.Close(SourceSpan.OfFile(source.Path));
        }

        return null;
    }
}
