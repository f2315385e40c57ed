using Naftiko.Host.Hosting.Routing;

namespace Naftiko.Host.Hosting.Mounting;

/// <summary>Paths of every port that no file's bare route takes (docs/routing.md).</summary>
internal static class ReservedPaths
{
    /// <summary>Everything below these.</summary>
    private static readonly HashSet<string> Areas = new([".well-known", "health", "traces"], StringComparer.Ordinal);

    /// <summary>These themselves.</summary>
    private static readonly HashSet<string> Single =
        new([".well-known", "mcp", "openapi.json", "status", "metrics", "traces", "logs", "scripting"], StringComparer.Ordinal);

    /// <summary>These two segments.</summary>
    private static readonly HashSet<(string, string)> Pairs = [("logs", "stream"), ("config", "reload"), ("config", "validate")];

    /// <summary>Whether a path that begins with a literal is reserved.</summary>
    public static bool Contains(PathPattern path) => path.Segments switch
    {
        [LiteralSegment only] => Single.Contains(only.Text),
        [LiteralSegment first, LiteralSegment second] when Pairs.Contains((first.Text, second.Text)) => true,
        [LiteralSegment first, ..] => Areas.Contains(first.Text),
        _ => false,
    };
}
