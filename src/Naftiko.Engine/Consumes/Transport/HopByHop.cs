using System.Collections.Frozen;

namespace Naftiko.Engine.Consumes.Transport;

/// <summary>Headers that belong to one connection or to its framing (RFC 9110 section 7.6.1): the runtime sets them, files do not.</summary>
internal static class HopByHop
{
    private const string ProxyPrefix = "Proxy-";

    private static readonly FrozenSet<string> Names = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Connection",
        "Keep-Alive",
        "TE",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade",
        "Host",
        "Content-Length");

    public static bool Contains(string name) => Names.Contains(name) || name.StartsWith(ProxyPrefix, StringComparison.OrdinalIgnoreCase);
}
