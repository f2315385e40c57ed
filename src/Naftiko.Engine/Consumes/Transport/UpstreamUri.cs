using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Naftiko.Engine.Consumes.Transport;

/// <summary>
/// Outgoing URIs that reach the wire as they were written. <see cref="Uri"/> by itself decodes <c>%41</c> and resolves <c>%2e%2e</c>,
/// which changes signed requests and lets a value climb out of its place; with that off, it checks nothing either, so this does.
/// </summary>
internal static class UpstreamUri
{
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>What a request line can carry: a blank or a control in it would end or split the line (RFC 9112 section 3).</summary>
    private static readonly SearchValues<char> Visible = SearchValues.Create(
        "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    private static readonly SearchValues<char> AuthorityEnd = SearchValues.Create("/?#");

    private static readonly SearchValues<char> SchemeEnd = SearchValues.Create(":/?#");

    /// <summary>
    /// Takes an absolute http or https URI as it is, without its fragment, which is never sent (RFC 9110 section 7.1).
    /// Refuses one whose path or query has characters that must be percent-encoded to be sent.
    /// </summary>
    public static bool TryCreate(string absolute, [NotNullWhen(true)] out Uri? uri)
    {
        uri = null;
        var path = PathStart(absolute);
        if (path < 0)
        {
            return false;
        }

        var fragment = absolute.IndexOf('#', path);
        var end = fragment < 0 ? absolute.Length : fragment;
        if (absolute.AsSpan(path, end - path).ContainsAnyExcept(Visible))
        {
            return false;
        }

        var text = path < end && absolute[path] == '/'
            ? fragment < 0 ? absolute : absolute[..end]
            : string.Concat(absolute.AsSpan(0, path), "/", absolute.AsSpan(path, end - path)); // the request line needs a path
        return Uri.TryCreate(text, AsWritten, out uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);
    }

    /// <summary>
    /// Resolves a reference such as a Location header's against a URI (RFC 3986 section 5.2). Percent-encodings stay as they are;
    /// characters that cannot be sent raw are encoded as UTF-8.
    /// </summary>
    public static bool TryResolve(Uri baseUri, string reference, [NotNullWhen(true)] out Uri? uri)
    {
        var fragment = reference.IndexOf('#');
        return TryCreate(Resolve(baseUri, EncodeInvisible(fragment < 0 ? reference : reference[..fragment])), out uri);
    }

    /// <summary>The index after the authority, or -1 where there is none.</summary>
    public static int PathStart(string absolute)
    {
        var authority = absolute.IndexOf("://", StringComparison.Ordinal) + 3;
        if (authority <= 3)
        {
            return -1;
        }

        var length = absolute.AsSpan(authority).IndexOfAny(AuthorityEnd);
        return length < 0 ? absolute.Length : authority + length;
    }

    private static string Resolve(Uri baseUri, string reference)
    {
        if (HasScheme(reference))
        {
            return WithCleanPath(reference);
        }

        if (reference.StartsWith("//", StringComparison.Ordinal))
        {
            return WithCleanPath($"{baseUri.Scheme}:{reference}");
        }

        var origin = $"{baseUri.Scheme}://{baseUri.Authority}";
        if (reference.StartsWith('/'))
        {
            return WithCleanPath(origin + reference);
        }

        if (reference.Length == 0)
        {
            return origin + baseUri.PathAndQuery;
        }

        var path = WithoutQuery(baseUri.PathAndQuery);
        return reference[0] == '?'
            ? string.Concat(origin, path, reference)
            : WithCleanPath(string.Concat(origin, path[..(path.LastIndexOf('/') + 1)], reference));
    }

    private static bool HasScheme(string reference)
    {
        var end = reference.AsSpan().IndexOfAny(SchemeEnd);
        return end > 0 && reference[end] == ':';
    }

    private static ReadOnlySpan<char> WithoutQuery(string pathAndQuery)
    {
        var query = pathAndQuery.IndexOf('?');
        return query < 0 ? pathAndQuery : pathAndQuery.AsSpan(0, query);
    }

    private static string WithCleanPath(string absolute)
    {
        var start = PathStart(absolute);
        if (start < 0 || start == absolute.Length || absolute[start] != '/')
        {
            return absolute;
        }

        var path = WithoutQuery(absolute[start..]);
        return string.Concat(absolute.AsSpan(0, start), RemoveDotSegments(path.ToString()), absolute.AsSpan(start + path.Length));
    }

    /// <summary>RFC 3986 section 5.2.4, for a path that begins with a slash; only literal dots count.</summary>
    private static string RemoveDotSegments(string path)
    {
        var segments = path.Split('/');
        var kept = new List<string>(segments.Length);
        for (var i = 1; i < segments.Length; i++)
        {
            if (segments[i] is not ("." or ".."))
            {
                kept.Add(segments[i]);
                continue;
            }

            if (segments[i] == ".." && kept.Count > 0)
            {
                kept.RemoveAt(kept.Count - 1);
            }

            if (i == segments.Length - 1)
            {
                kept.Add("");
            }
        }

        return "/" + string.Join('/', kept);
    }

    private static string EncodeInvisible(string reference)
    {
        if (!reference.AsSpan().ContainsAnyExcept(Visible))
        {
            return reference;
        }

        var encoded = new StringBuilder(reference.Length + 16);
        foreach (var octet in Encoding.UTF8.GetBytes(reference))
        {
            _ = Visible.Contains((char)octet)
                ? encoded.Append((char)octet)
                : encoded.Append(CultureInfo.InvariantCulture, $"%{octet:X2}");
        }

        return encoded.ToString();
    }
}
