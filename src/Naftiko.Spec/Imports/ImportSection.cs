namespace Naftiko.Spec.Imports;

/// <summary>A section whose entries can come from another file.</summary>
/// <param name="Key">Its key in the file.</param>
/// <param name="Noun">One entry of it, for messages.</param>
/// <param name="Marks">The keys that make an entry an import.</param>
internal sealed record ImportSection(string Key, string Noun, IReadOnlyList<string> Marks)
{
    public static readonly ImportSection Consumes = new("consumes", "API", ["from", "import", "location", "ref"]);

    /// <summary>All of them; <c>location</c> is an ordinary key of binds and skills.</summary>
    public static readonly IReadOnlyList<ImportSection> All =
    [
        Consumes,
        new("aggregates", "aggregate", ["from", "import"]),
        new("exposes", "surface", ["from", "import"]),
        new("binds", "bind", ["from", "import"]),
    ];
}
