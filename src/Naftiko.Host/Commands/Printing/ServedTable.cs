using System.Globalization;

namespace Naftiko.Host.Commands.Printing;

/// <summary>The table of what is served where: plain text, so that URLs can be copied and searched for.</summary>
internal static class ServedTable
{
    private const int MostRows = 40;

    public static void Print(TextWriter writer, IReadOnlyList<ServedSurface> served)
    {
        PrintSurfaces(writer, served);
        foreach (var port in served.Where(s => s.IsJoined).GroupBy(s => s.Authority).Where(g => g.Skip(1).Any()))
        {
            writer.WriteLine($"all {ServedSurface.Count(port.Count(), "MCP surface")} of {port.Key} together: http://{port.Key}/mcp ({ServedSurface.Count(port.Sum(s => s.UnitCount), "tool")})");
        }
    }

    private static void PrintSurfaces(TextWriter writer, IReadOnlyList<ServedSurface> served)
    {
        if (served.Count <= MostRows)
        {
            PrintRows(writer, ["SURFACE", "KIND", "URL", "SERVES", "FILE"], [.. served.Select(Row)]);
            return;
        }

        PrintRows(writer, ["PORT", "KIND", "URL", "SERVES", "SURFACES", "FILES"], [.. served.GroupBy(s => (s.Authority, s.Kind)).Select(GroupRow)]);
        var example = served[0];
        writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{served.Count} surfaces, each below its own mount, for example {example.Url} ({example.Content}, {example.File})"));
    }

    private static string[] Row(ServedSurface s) => [s.Mounted.Surface.Namespace, s.Kind, s.Url, s.Content, s.File];

    private static string[] GroupRow(IGrouping<(string Authority, string Kind), ServedSurface> group)
    {
        var (authority, kind) = group.Key;
        var files = group.Select(s => s.File).Distinct(StringComparer.Ordinal).Count();
        var port = authority[(authority.LastIndexOf(':') + 1)..];
        return [port, kind, $"http://{authority}/", ServedSurface.Count(group.Sum(s => s.UnitCount), group.First().Noun), Text(group.Count()), Text(files)];
    }

    private static void PrintRows(TextWriter writer, string[] header, IReadOnlyList<string[]> rows)
    {
        var widths = header.Select((name, column) => rows.Select(r => r[column].Length).Append(name.Length).Max()).ToArray();
        foreach (var row in rows.Prepend(header))
        {
            writer.WriteLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
