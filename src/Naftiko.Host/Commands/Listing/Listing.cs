namespace Naftiko.Host.Commands.Listing;

/// <summary>What there is to be served, as far as it was asked for.</summary>
/// <param name="Surfaces">The surfaces, file by file.</param>
/// <param name="Servers">The servers that join MCP surfaces.</param>
internal sealed record Listing(IReadOnlyList<ListedSurface> Surfaces, IReadOnlyList<ListedServer> Servers)
{
    public int Files => Surfaces.Select(s => s.Served.File).Distinct(StringComparer.Ordinal).Count();

    public int Units(params ReadOnlySpan<string> kinds)
    {
        var count = 0;
        foreach (var kind in kinds)
        {
            count += Surfaces.Sum(s => s.Units.Count(u => u.Kind == kind));
        }

        return count;
    }
}
