using System.Globalization;
using System.Text;
using Naftiko.Spec.Sources;

namespace Naftiko.Host.Commands.Printing;

/// <summary>
/// Shows the line that a diagnostic points at. Never a line of a file that is no capability, such as one of bind values, and never
/// one that may hold a credential: one that speaks of secrets, or stands below one that does.
/// </summary>
/// <param name="files">The files that may be shown.</param>
internal sealed class SourceExcerpts(IEnumerable<string> files)
{
    private const int MaxWidth = 160;

    private static readonly string[] Suspicious =
        ["auth", "token", "secret", "password", "passwd", "credential", "apikey", "api-key", "api_key", "cookie", "bearer", "value", "default", "private"];

    private readonly HashSet<string> _files = new(files, StringComparer.Ordinal);
    private readonly Dictionary<string, string[]?> _lines = new(StringComparer.Ordinal);

    /// <summary>The line and a caret below it; null when it must not be shown or points at nothing.</summary>
    public string? Of(SourceSpan span)
    {
        if (span.EndLine == span.Line && span.EndColumn == span.Column)
        {
            return null; // the whole file is meant
        }

        if (LinesOf(span.File) is not { } lines || span.Line > lines.Length || IsSuspicious(lines, span.Line - 1))
        {
            return null;
        }

        var line = lines[span.Line - 1];
        if (span.Column > Math.Min(line.Length, MaxWidth))
        {
            return null;
        }

        var end = span.EndLine == span.Line ? span.EndColumn : line.Length + 1;
        var number = span.Line.ToString(CultureInfo.InvariantCulture);
        var shown = line.Length > MaxWidth ? line[..MaxWidth] : line;
        var carets = new string('^', Math.Clamp(end - span.Column, 1, shown.Length - span.Column + 1));
        return $"  {number} | {shown.Replace('\t', ' ')}\n  {new string(' ', number.Length)} | {new string(' ', span.Column - 1)}{carets}";
    }

    private string[]? LinesOf(string file)
    {
        if (!_files.Contains(file))
        {
            return null;
        }

        if (!_lines.TryGetValue(file, out var lines))
        {
            lines = Read(file);
            _lines.Add(file, IsCapability(lines) ? lines : null);
        }

        return _lines[file];
    }

    private static string[]? Read(string file)
    {
        try
        {
            return File.ReadAllLines(file, Encoding.UTF8);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool IsCapability(string[]? lines) =>
        lines is not null && Array.Exists(lines, l => l.StartsWith("naftiko:", StringComparison.Ordinal) || l.StartsWith("ikanos:", StringComparison.Ordinal));

    /// <summary>Whether the line, or one that it is nested in by its indentation, speaks of secrets.</summary>
    private static bool IsSuspicious(string[] lines, int index)
    {
        var indent = int.MaxValue;
        for (var i = index; i >= 0 && indent > 0; i--)
        {
            var line = lines[i];
            var own = line.Length - line.AsSpan().TrimStart(" -").Length;
            var outer = line.Length - line.AsSpan().TrimStart(' ').Length;
            if (string.IsNullOrWhiteSpace(line) || outer >= indent)
            {
                continue;
            }

            // A list item holds what stands as deep as its first key, so it counts from its dash.
            indent = i == index && own == outer ? own : outer;
            if (Array.Exists(Suspicious, word => line.Contains(word, StringComparison.OrdinalIgnoreCase)))
            {
                return true;
            }
        }

        return false;
    }
}
