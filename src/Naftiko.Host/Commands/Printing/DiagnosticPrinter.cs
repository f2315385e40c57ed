using System.Globalization;
using System.Text;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Commands.Printing;

/// <summary>Writes diagnostics as compilers do, one line each: <c>path(line,column): error NFK3001: message</c>.</summary>
/// <param name="writer">Where to.</param>
/// <param name="hasColours">Whether the severity stands out.</param>
/// <param name="excerpts">Shows the place below each line; null: nothing is shown.</param>
internal sealed class DiagnosticPrinter(TextWriter writer, bool hasColours, SourceExcerpts? excerpts = null)
{
    // A console flushes at each write; thousands of lines would be thousands of system calls.
    private const int Chunk = 32 * 1024;

    public static DiagnosticPrinter ToOut(CommandOutput output, SourceExcerpts? excerpts = null) =>
        new(output.Out, output.IsTerminal && output.HasColours, excerpts);

    public static DiagnosticPrinter ToError(CommandOutput output) => new(output.Error, output.IsErrorTerminal && output.HasColours);

    public void Print(IEnumerable<Diagnostic> diagnostics)
    {
        var text = new StringBuilder();
        foreach (var diagnostic in diagnostics)
        {
            Append(text, diagnostic);
            if (text.Length > Chunk)
            {
                writer.Write(text);
                text.Clear();
            }
        }

        writer.Write(text);
    }

    /// <summary>Writes the first ones, and how many more there are. One of each kind per file comes before more of the same, so that one bad file does not hide the others.</summary>
    /// <param name="diagnostics">What to write.</param>
    /// <param name="most">How many to show.</param>
    /// <param name="more">The command that shows all.</param>
    public void PrintSome(IEnumerable<Diagnostic> diagnostics, int most, string more)
    {
        var all = diagnostics.ToList();
        if (all.Count <= most)
        {
            Print(all);
            return;
        }

        var shown = all.DistinctBy(d => (d.Span.File, d.Id)).Concat(all).Distinct().Take(most).ToHashSet();
        Print(all.Where(shown.Contains).Take(most));
        var files = ServedSurface.Count(all.DistinctBy(d => d.Span.File).Count(), "file");
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"and {all.Count - most} more ({all.Count} in {files}): {more}"));
    }

    private void Append(StringBuilder text, Diagnostic diagnostic)
    {
        if (hasColours)
        {
            var (name, colour) = diagnostic.Severity switch
            {
                Severity.Error => ("error", Colours.Red),
                Severity.Warning => ("warning", Colours.Yellow),
                _ => ("info", Colours.Cyan),
            };
            var hint = diagnostic.Hint is { } advice ? $" ({advice})" : "";
            text.Append(Plain($"{diagnostic.Span}: ")).Append(colour).Append(name).Append(' ').Append(diagnostic.Id).Append(Colours.Off)
                .Append(": ").Append(Plain(diagnostic.Message)).Append(Plain(hint));
        }
        else
        {
            text.Append(Plain(diagnostic.ToString()));
        }

        text.AppendLine();
        if (excerpts?.Of(diagnostic.Span) is { } excerpt)
        {
            text.AppendLine(excerpt);
        }
    }

    /// <summary>Names come from strangers' files: they must not forge lines or steer a terminal.</summary>
    private static string Plain(string text) => text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)) : text;
}
