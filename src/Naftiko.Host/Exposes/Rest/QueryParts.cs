using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Naftiko.Host.Exposes.Rest;

/// <summary>The values of one query key, in order, decoded as HTML forms are.</summary>
internal static class QueryParts
{
    public static StringValues Of(QueryString query, string name)
    {
        var values = StringValues.Empty;
        foreach (var pair in new QueryStringEnumerable(query.Value))
        {
            if (pair.DecodeName().Span.SequenceEqual(name))
            {
                values = StringValues.Concat(values, pair.DecodeValue().ToString());
            }
        }

        return values;
    }
}
