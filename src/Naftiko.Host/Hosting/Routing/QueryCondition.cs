namespace Naftiko.Host.Hosting.Routing;

/// <summary>A constant in the query of an exposed path: what tells <c>/?Action=Run</c> and <c>/?Action=Stop</c> apart.</summary>
/// <param name="Key">The key, decoded.</param>
/// <param name="Value">The value, decoded; null when the path names only the key (<c>/?RemoveTargets</c>), which any value then satisfies.</param>
internal sealed record QueryCondition(string Key, string? Value)
{
    /// <summary>Whether the request's query holds the key with this value. Of a repeated key the first counts, so one request never satisfies two
    /// values.</summary>
    public bool IsMet(ReadOnlySpan<char> query)
    {
        foreach (var range in query.Split('&'))
        {
            var pair = query[range];
            var equals = pair.IndexOf('=');
            if (PathText.QueryTextEquals(equals < 0 ? pair : pair[..equals], Key))
            {
                return Value is null || PathText.QueryTextEquals(equals < 0 ? "" : pair[(equals + 1)..], Value);
            }
        }

        return false;
    }

    /// <summary>Whether no request meets both.</summary>
    public bool Excludes(QueryCondition other) => Key == other.Key && Value is not null && other.Value is not null && Value != other.Value;
}
