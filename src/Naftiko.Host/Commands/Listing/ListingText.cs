using System.Globalization;
using System.Text;
using Naftiko.Host.Commands.Printing;

namespace Naftiko.Host.Commands.Listing;

/// <summary>Writes what there is for people: a line for each surface, and below it one for each unit.</summary>
internal static class ListingText
{
    private const int MostDescription = 100;

    public static void Write(TextWriter writer, Listing listing)
    {
        var text = new StringBuilder();
        foreach (var surface in listing.Surfaces)
        {
            Append(text, surface);
            text.AppendLine();
        }

        foreach (var server in listing.Servers.Where(s => s.Surfaces > 1))
        {
            var search = server.IsSearched ? ", lists the three that find the others" : "";
            text.AppendLine(CultureInfo.InvariantCulture, $"together: {server.Url}  {Count(server.Surfaces, "MCP surface")}, {Count(server.Tools, "tool")}{search}, ~{server.Tokens:N0} tokens");
        }

        text.Append(string.Join(", ", Count(listing.Files, "file"), Count(listing.Surfaces.Count, "surface"), Count(listing.Units("tool"), "tool"), Count(listing.Units("route", "forward"), "route")));
        text.AppendLine(listing.Surfaces.Any(s => s.Tokens is not null) ? "; tokens are the bytes of a tool list by 4" : "");
        writer.Write(text);
    }

    private static void Append(StringBuilder text, ListedSurface surface)
    {
        var served = surface.Served;
        var tokens = surface.Tokens is { } count ? string.Create(CultureInfo.InvariantCulture, $"  ~{count:N0} tokens") : "";
        text.AppendLine($"{served.Kind} {served.Exposure.Namespace}  {served.Url}{tokens}  {served.File}");
        var names = surface.Units.Select(NameOf).ToList();
        var width = names.Count == 0 ? 0 : Math.Min(names.Max(n => n.Length), 60);
        foreach (var (unit, name) in surface.Units.Zip(names))
        {
            text.AppendLine($"  {unit.Kind,-8}  {name.PadRight(width)}  {Short(unit.Description)}".TrimEnd());
        }
    }

    private static string NameOf(ListedUnit unit) => unit switch
    {
        { Kind: "route", Place: { } place, Name: { } name } => $"{place}  {name}",
        { Place: { } place, Name: { } name } => $"{name}  {place}",
        _ => unit.Name ?? unit.Place ?? "",
    };

    /// <summary>The first line, cut; foreign text must not steer a terminal.</summary>
    private static string Short(string? description)
    {
        var line = (description ?? "").AsSpan().Trim();
        var end = line.IndexOfAny('\r', '\n');
        var first = end < 0 ? line.ToString() : line[..end].ToString();
        var plain = first.Any(char.IsControl) ? string.Concat(first.Select(c => char.IsControl(c) ? ' ' : c)) : first;
        return plain.Length > MostDescription ? $"{plain[..(MostDescription - 1)]}…" : plain;
    }

    private static string Count(int count, string noun) => ServedSurface.Count(count, noun);
}
