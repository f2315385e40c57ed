using System.Globalization;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Commands.Printing;

/// <summary>Writes diagnostics as compilers do, one line each.</summary>
internal static class DiagnosticPrinter
{
    /// <param name="writer">Where to.</param>
    /// <param name="diagnostics">What to write.</param>
    /// <param name="excerpts">Shows the place below each line; null: nothing is shown.</param>
    public static void Print(TextWriter writer, IEnumerable<Diagnostic> diagnostics, SourceExcerpts? excerpts = null)
    {
        foreach (var diagnostic in diagnostics)
        {
            writer.WriteLine(diagnostic.ToString());
            if (excerpts?.Of(diagnostic.Span) is { } excerpt)
            {
                writer.WriteLine(excerpt);
            }
        }
    }

    /// <summary>Writes the first ones, and how many more there are.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="diagnostics">What to write.</param>
    /// <param name="most">How many to show.</param>
    /// <param name="more">The command that shows all.</param>
    public static void PrintSome(TextWriter writer, IEnumerable<Diagnostic> diagnostics, int most, string more)
    {
        var all = diagnostics.ToList();
        Print(writer, all.Take(most));
        if (all.Count > most)
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"and {all.Count - most} more: {more}"));
        }
    }
}
