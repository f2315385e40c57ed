namespace Naftiko.Host.Exposes.Mcp.Wire;

/// <summary>The protocol revisions spoken here, and the two eras they belong to.</summary>
internal static class McpRevisions
{
    /// <summary>What a request without <c>MCP-Protocol-Version</c> means (2025-06-18, "Protocol Version Header").</summary>
    public const string Assumed = "2025-03-26";

    /// <summary>What <c>initialize</c> answers to a client that asks for a revision unknown here.</summary>
    public const string LatestHandshake = "2025-11-25";

    /// <summary>The first revision without handshake and sessions.</summary>
    public const string Stateless = "2026-07-28";

    /// <summary>What a 2026-07-28 result is that answers a request whole.</summary>
    public const string CompleteResult = "complete";

    /// <summary>Revisions that begin with <c>initialize</c>.</summary>
    public static IReadOnlyList<string> Handshake { get; } = ["2024-11-05", Assumed, "2025-06-18", LatestHandshake];

    /// <summary>Revisions where every request carries its own <c>_meta</c>.</summary>
    public static IReadOnlyList<string> Modern { get; } = [Stateless];

    public static IReadOnlyList<string> All { get; } = [.. Handshake, .. Modern];

    public static bool IsHandshake(string revision) => revision is "2024-11-05" or Assumed or "2025-06-18" or LatestHandshake;

    public static bool IsModern(string revision) => revision is Stateless;

    /// <summary>Whether 2026-07-28 took the method away: such a request is answered 404 and −32601.</summary>
    public static bool IsRemoved(string method) => method is "initialize" or "ping" or "logging/setLevel" or "resources/subscribe" or "resources/unsubscribe";
}
