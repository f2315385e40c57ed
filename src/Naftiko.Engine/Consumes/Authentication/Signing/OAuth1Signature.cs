namespace Naftiko.Engine.Consumes.Authentication.Signing;

/// <summary>What is signed in OAuth 1.0, and how it is sent.</summary>
internal static class OAuth1Signature
{
    /// <summary>The signature base string (RFC 5849 section 3.4.1): method, address and all parameters, those of a form included.</summary>
    /// <param name="method">The method.</param>
    /// <param name="target">The URI as it is sent.</param>
    /// <param name="form">A body of <c>application/x-www-form-urlencoded</c>, else "".</param>
    /// <param name="protocol">The <c>oauth_</c> parameters.</param>
    public static string BaseString(string method, Uri target, string form, IEnumerable<KeyValuePair<string, string>> protocol)
    {
        var parameters = SignedUri.Normalize([.. SignedUri.Parameters(target.Query), .. SignedUri.Parameters(form), .. protocol]);
        return $"{method.ToUpperInvariant()}&{SignedUri.Encode(Address(target))}&{SignedUri.Encode(parameters)}";
    }

    /// <summary>The value of <c>Authorization</c> (section 3.5.1).</summary>
    public static string Authorization(string? realm, IEnumerable<KeyValuePair<string, string>> protocol)
    {
        var parameters = protocol.Select(p => $"{p.Key}=\"{SignedUri.Encode(p.Value)}\"");
        return $"OAuth {string.Join(", ", realm is null ? parameters : parameters.Prepend($"realm=\"{Quoted(realm)}\""))}";
    }

    private static string Quoted(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);

    /// <summary>Section 3.4.1.2: scheme and host in lower case, a port only where it is not the scheme's own, no query.</summary>
    private static string Address(Uri target) =>
        $"{target.Scheme}://{target.IdnHost.ToLowerInvariant()}{(target.IsDefaultPort ? "" : $":{target.Port}")}{SignedUri.PathOf(target)}";
}
