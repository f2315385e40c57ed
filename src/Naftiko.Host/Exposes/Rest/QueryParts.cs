using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Naftiko.Host.Exposes.Rest;

/// <summary>The values of one query key, in order, decoded as HTML forms are.</summary>
internal static class QueryParts
{
    public static List<string>? Of(QueryString query, string name)
    {
        List<string>? values = null;
        foreach (var pair in new QueryStringEnumerable(query.Value))
        {
            if (pair.DecodeName().Span.SequenceEqual(name))
            {
                (values ??= []).Add(pair.DecodeValue().ToString());
            }
        }

        return values;
    }
}
