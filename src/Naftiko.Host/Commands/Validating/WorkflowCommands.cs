using System.Globalization;
using System.Text;
using Naftiko.Host.Diagnostics;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Commands.Validating;

/// <summary>Writes diagnostics as GitHub's workflow commands, which become annotations of the changed files.</summary>
internal static class WorkflowCommands
{
    public static void Write(TextWriter writer, Report report)
    {
        var text = new StringBuilder();
        foreach (var diagnostic in report.Diagnostics)
        {
            Append(text, diagnostic);
        }

        writer.Write(text);
    }

    private static void Append(StringBuilder text, Diagnostic diagnostic)
    {
        var name = diagnostic.Severity switch
        {
            Severity.Error => "error",
            Severity.Warning => "warning",
            _ => "notice",
        };
        var span = diagnostic.Span;
        text.Append(CultureInfo.InvariantCulture, $"::{name} file={Property(ReportPaths.PathOf(span.File))},line={span.Line},endLine={span.EndLine},col={span.Column}");
        if (span.EndLine == span.Line)
        {
            text.Append(CultureInfo.InvariantCulture, $",endColumn={span.EndColumn}");
        }

        var hint = diagnostic.Hint is { } advice ? $" ({advice})" : "";
        text.Append($",title={Property($"{diagnostic.Id}: {diagnostic.Descriptor.Title}")}::{Data(diagnostic.Message + hint)}\n");
    }

    /// <summary>The escapes of the runner (actions/toolkit, "command.ts").</summary>
    private static string Data(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
