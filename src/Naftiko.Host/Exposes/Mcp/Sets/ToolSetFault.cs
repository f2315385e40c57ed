using Microsoft.AspNetCore.Http;
using Naftiko.Host.Exposes.Rest;

namespace Naftiko.Host.Exposes.Mcp.Sets;

/// <summary>Why there is no such set of tools.</summary>
/// <param name="Detail">What is wrong.</param>
/// <param name="Nearest">What there is instead, the nearest first.</param>
internal sealed record ToolSetFault(string Detail, IReadOnlyList<string> Nearest)
{
    private const int MostNearest = 5;

    /// <summary>A parameter that was meant to choose a set; null: there is none.</summary>
    public static ToolSetFault? Of(IQueryCollection query)
    {
        var parameters = ToolSetKind.All.Select(k => k.Parameter).ToList();
        foreach (var key in query.Keys)
        {
            if (!parameters.Contains(key, StringComparer.OrdinalIgnoreCase) && Spec.Diagnostics.Nearest.Find(key, parameters) is { } meant)
            {
                return new ToolSetFault($"'{key}' chooses no tools.", [meant]);
            }
        }

        return null;
    }

    /// <summary>A value of the set that names nothing of the port, or values that nothing has together; null: the set has something in it.</summary>
    public static ToolSetFault? Of(ToolSet set, PortOffer offer)
    {
        foreach (var (kind, value) in set.Values)
        {
            var known = offer.Known(kind);
            if (!known.Contains(value))
            {
                return new ToolSetFault($"Nothing on this port has the {kind.Name} '{value}'.", Near(value, known));
            }
        }

        return offer.HasAny(set) ? null : new ToolSetFault("Nothing on this port has all of that together.", []);
    }

    public Task WriteAsync(HttpContext context)
    {
        var advice = Nearest.Count == 0 ? "" : $" Nearest: {string.Join(", ", Nearest)}.";
        return Problem.WriteAsync(context, StatusCodes.Status404NotFound, Problem.NotFound, "No such tools", Detail + advice, json =>
        {
            json.WriteStartArray("nearest");
            foreach (var name in Nearest)
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
        });
    }

    /// <summary>The one that was probably meant, then those that contain what was asked for; where there are none, the first there are.</summary>
    private static List<string> Near(string value, IReadOnlyCollection<string> known)
    {
        var closest = Spec.Diagnostics.Nearest.Find(value, known);
        var similar = known.Where(k => k != closest && value.Length > 2 && (k.Contains(value, StringComparison.OrdinalIgnoreCase) || value.Contains(k, StringComparison.OrdinalIgnoreCase)));
        List<string> near = [.. (closest is null ? [] : new[] { closest }).Concat(similar.Order(StringComparer.Ordinal)).Take(MostNearest)];
        return near.Count > 0 ? near : [.. known.Order(StringComparer.Ordinal).Take(MostNearest)];
    }
}
