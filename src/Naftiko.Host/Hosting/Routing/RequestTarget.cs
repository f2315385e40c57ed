namespace Naftiko.Host.Hosting.Routing;

/// <summary>The raw path and query of a request, neither decoded nor normalised (RFC 9112 §3.2).</summary>
internal readonly ref struct RequestTarget
{
    private RequestTarget(ReadOnlySpan<char> path, ReadOnlySpan<char> query)
    {
        Path = path;
        Query = query;
    }

    /// <summary>The path, with its leading slash.</summary>
    public ReadOnlySpan<char> Path { get; }

    /// <summary>The query without its question mark.</summary>
    public ReadOnlySpan<char> Query { get; }

    /// <summary>Reads a target in origin form (<c>/a?b</c>) or absolute form (<c>http://host/a?b</c>); false for <c>*</c> and CONNECT's authority.</summary>
    public static bool TryParse(ReadOnlySpan<char> raw, out RequestTarget target)
    {
        target = default;
        if (!raw.StartsWith('/'))
        {
            var authority = raw.IndexOf("://", StringComparison.Ordinal);
            if (authority <= 0)
            {
                return false;
            }

            raw = raw[(authority + 3)..];
            var end = raw.IndexOfAny('/', '?');
            raw = end < 0 ? "/" : raw[end..];
        }

        var mark = raw.IndexOf('?');
        var path = mark < 0 ? raw : raw[..mark];
        target = new RequestTarget(path.IsEmpty ? "/" : path, mark < 0 ? default : raw[(mark + 1)..]);
        return true;
    }

    /// <summary>Where the segment that begins behind the slash at <paramref name="position"/> ends.</summary>
    public static int EndOfSegment(ReadOnlySpan<char> path, int position)
    {
        var length = path[(position + 1)..].IndexOf('/');
        return length < 0 ? path.Length : position + 1 + length;
    }

    /// <summary>Whether nothing but a trailing slash is left of a path.</summary>
    public static bool IsEnd(ReadOnlySpan<char> path, int position) => position >= path.Length - 1;
}
