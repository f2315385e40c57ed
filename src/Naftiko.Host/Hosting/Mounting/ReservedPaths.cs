using Naftiko.Host.Hosting.Routing;

namespace Naftiko.Host.Hosting.Mounting;

/// <summary>Paths of every port that no file's bare route takes (docs/routing.md).</summary>
internal static class ReservedPaths
{
    /// <summary>Everything below these.</summary>
    private static readonly HashSet<string> Areas = new([".well-known", "health", "traces"], StringComparer.Ordinal);

    /// <summary>These themselves.</summary>
    private static readonly HashSet<string> Single =
        new([".well-known", "mcp", "openapi.json", "status", "metrics", "traces", "logs", "reload"], StringComparer.Ordinal);

    /// <summary>Whether a path that begins with a literal is reserved.</summary>
    public static bool Contains(PathPattern path) =>
        path.Segments is [LiteralSegment first, .. var more] && (more.Length == 0 ? Single : Areas).Contains(first.Text);
}
