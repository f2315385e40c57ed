using System.Globalization;
using ModelContextProtocol;

namespace Naftiko.Host.Exposes.Mcp;

/// <summary>Cuts an ordered list into the pages of a <c>list</c> request.</summary>
internal static class McpPages
{
    /// <summary>One page.</summary>
    /// <param name="items">The whole list.</param>
    /// <param name="cursor">What the client sent: null for the first page, else the cursor of the page before.</param>
    /// <param name="size">The most items of a page.</param>
    /// <returns>The items, and the cursor of the next page or null.</returns>
    /// <exception cref="McpProtocolException">−32602: no page before this one gave that cursor.</exception>
    public static (IList<T> Items, string? Next) Of<T>(IReadOnlyList<T> items, string? cursor, int size)
    {
        var start = 0;
        if (cursor is not null
            && (!int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out start) || start == 0 || start >= items.Count || start % size != 0))
        {
            throw new McpProtocolException("Unknown cursor.", McpErrorCode.InvalidParams);
        }

        var end = Math.Min(start + size, items.Count);
        return ([.. items.Skip(start).Take(size)], end < items.Count ? end.ToString(CultureInfo.InvariantCulture) : null);
    }
}
