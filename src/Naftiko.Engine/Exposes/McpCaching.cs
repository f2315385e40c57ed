namespace Naftiko.Engine.Exposes;

/// <summary>What clients may do with lists and contents (MCP 2026-07-28, Caching).</summary>
/// <param name="TimeToLive">How long they may keep them; zero: not at all.</param>
/// <param name="IsPublic">Whether caches that several users share may keep them too.</param>
public readonly record struct McpCaching(TimeSpan TimeToLive, bool IsPublic);
