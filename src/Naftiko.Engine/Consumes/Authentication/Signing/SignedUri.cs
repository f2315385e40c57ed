namespace Naftiko.Engine.Consumes.Authentication.Signing;

/// <summary>A URI as signatures see it: its parts decoded, and encoded anew in the one way that both sides compute.</summary>
internal static class SignedUri
{
    /// <summary>
    /// Everything but the unreserved characters of RFC 3986 percent-encoded, in capitals: what OAuth 1.0 (RFC 5849 section 3.6) and AWS both ask for.
    /// </summary>
    public static string Encode(string text) => Uri.EscapeDataString(text);

    /// <summary>The names and values of a query or form, decoded as forms are; a name without "=" has the value "".</summary>
    /// <param name="query">With or without its "?".</param>
    public static IEnumerable<KeyValuePair<string, string>> Parameters(string query)
    {
        foreach (var pair in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            yield return equals < 0 ? KeyValuePair.Create(Decode(pair), "") : KeyValuePair.Create(Decode(pair[..equals]), Decode(pair[(equals + 1)..]));
        }
    }

    /// <summary>Names and values encoded, in the order of their bytes, joined with "=" and "&amp;".</summary>
    public static string Normalize(IEnumerable<KeyValuePair<string, string>> parameters) => string.Join('&', parameters
        .Select(p => (Name: Encode(p.Key), Value: Encode(p.Value)))
        .OrderBy(p => p.Name, StringComparer.Ordinal)
        .ThenBy(p => p.Value, StringComparer.Ordinal)
        .Select(p => $"{p.Name}={p.Value}"));

    /// <summary>The path as it is sent, without the query.</summary>
    public static string PathOf(Uri target)
    {
        var whole = target.PathAndQuery;
        var query = whole.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? whole : whole[..query];
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
