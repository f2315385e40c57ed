using System.Security.Cryptography;
using System.Text;

namespace Naftiko.Engine.Exposes;

/// <summary>Who a surface lets in: the compiled <c>authentication</c> of an exposes block. Comparisons take the same time whatever is given.</summary>
public sealed class Guard
{
    private readonly byte[]? _expected;

    private Guard(string scheme, string? header, string? query, string? expected)
    {
        Scheme = scheme;
        Header = header;
        Query = query;
        _expected = expected is null ? null : SHA256.HashData(Encoding.UTF8.GetBytes(expected));
    }

    /// <summary>bearer, basic or apikey; what is not supported keeps its name and refuses everyone.</summary>
    public string Scheme { get; }

    /// <summary>The header that carries the credential; null for the query string.</summary>
    public string? Header { get; }

    /// <summary>The query key that carries the credential; null for a header.</summary>
    public string? Query { get; }

    /// <summary>The value of <c>WWW-Authenticate</c> (RFC 9110 section 11.6.1) for a caller that is refused; null where the scheme has none.</summary>
    public string? Challenge => Scheme switch
    {
        "bearer" => "Bearer",
        "basic" => "Basic realm=\"naftiko\", charset=\"UTF-8\"",
        _ => null,
    };

    /// <summary>Whether the credential is the one expected; never when none could be resolved.</summary>
    /// <param name="given">The header's or query's value, or null.</param>
    public bool Admits(string? given)
    {
        if (given is null || _expected is null)
        {
            return false;
        }

        var credential = Scheme switch
        {
            "bearer" => After("Bearer ", given),
            "basic" => Decoded(After("Basic ", given)),
            _ => given,
        };
        return credential is not null && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(credential)), _expected);
    }

    /// <summary>Whether the two let in exactly the same callers.</summary>
    public static bool AreSame(Guard? a, Guard? b) =>
        a is null || b is null
            ? a is null && b is null
            : a.Scheme == b.Scheme && a.Header == b.Header && a.Query == b.Query && a._expected is not null && b._expected is not null && a._expected.AsSpan().SequenceEqual(b._expected);

    /// <summary>A guard for a token in <c>Authorization</c>.</summary>
    public static Guard Bearer(string? token) => new("bearer", "Authorization", null, token);

    /// <summary>A guard for a user and a password (RFC 7617).</summary>
    public static Guard Basic(string? user, string? password) => new("basic", "Authorization", null, user is null || password is null ? null : $"{user}:{password}");

    /// <summary>A guard for a key in a header or, <paramref name="isQuery"/>, in the query string.</summary>
    public static Guard ApiKey(string name, bool isQuery, string? value) => new("apikey", isQuery ? null : name, isQuery ? name : null, value);

    /// <summary>A guard that lets nobody in: what the file asks for cannot be checked here.</summary>
    public static Guard Nobody(string scheme) => new(scheme, "Authorization", null, null);

    private static string? After(string scheme, string given) => given.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? given[scheme.Length..].Trim() : null;

    private static string? Decoded(string? base64)
    {
        try
        {
            return base64 is null ? null : Encoding.UTF8.GetString(Convert.FromBase64String(base64));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
