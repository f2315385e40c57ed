using Microsoft.AspNetCore.Http;

namespace Naftiko.Host.Exposes.Mcp.Sets;

/// <summary>
/// Which of a port's tools are meant, as the query of its <c>/mcp</c> says: <c>?tags=a,b&amp;namespaces=c&amp;files=d/e</c>. Of each kind any value
/// counts, all kinds together. Case does not count.
/// </summary>
internal sealed class ToolSet
{
    /// <summary>All tools of the port.</summary>
    public static readonly ToolSet All = new([]);

    private readonly Dictionary<ToolSetKind, HashSet<string>> _values;

    private ToolSet(Dictionary<ToolSetKind, HashSet<string>> values)
    {
        _values = values;
        Key = string.Join('&', values.OrderBy(v => v.Key.Name, StringComparer.Ordinal)
            .Select(v => $"{v.Key.Name}={string.Join(',', v.Value.Select(text => text.ToLowerInvariant()).Order(StringComparer.Ordinal).Select(Uri.EscapeDataString))}"));
    }

    /// <summary>The same for the same set, however it is written; "" for all tools.</summary>
    public string Key { get; }

    /// <summary>The values that the set names, by what they name.</summary>
    public IEnumerable<(ToolSetKind Kind, string Value)> Values => _values.SelectMany(v => v.Value, (v, text) => (v.Key, text));

    /// <summary>What a query asks for; other parameters than those of a set mean nothing here.</summary>
    public static ToolSet Of(IQueryCollection query)
    {
        var values = new Dictionary<ToolSetKind, HashSet<string>>();
        foreach (var kind in ToolSetKind.All)
        {
            if (query.TryGetValue(kind.Parameter, out var texts))
            {
                values[kind] = texts.SelectMany(text => (text ?? "").Split(',', StringSplitOptions.TrimEntries)).ToHashSet(StringComparer.OrdinalIgnoreCase);
            }
        }

        return values.Count == 0 ? All : new ToolSet(values);
    }

    /// <summary>Whether the unit of a member is in the set.</summary>
    /// <param name="member">The surface that has the unit.</param>
    /// <param name="tags">The unit's own tags.</param>
    public bool Takes(PortMember member, IReadOnlyList<string> tags)
    {
        foreach (var (kind, wanted) in _values)
        {
            if (!kind.ValuesOf(member, tags).Any(wanted.Contains))
            {
                return false;
            }
        }

        return true;
    }
}
