using ModelContextProtocol.Protocol;
using Naftiko.Engine.Exposes;
using Naftiko.Engine.Observability;
using Naftiko.Host.Exposes.Mcp.Prompts;
using Naftiko.Host.Exposes.Mcp.Resources;

namespace Naftiko.Host.Exposes.Mcp;

/// <summary>What one MCP server lists, in order; names are unique.</summary>
internal sealed record McpOffer(
    IReadOnlyList<ToolBinding> Tools, IReadOnlyList<ResourceBinding> Resources, IReadOnlyList<PromptBinding> Prompts, McpCaching Caching)
{
    /// <summary>Observes the server; null when nobody does, or when it is that of several capabilities.</summary>
    public SurfaceTelemetry? Telemetry { get; init; }

    /// <summary>The result with what clients may do with it, which 2026-07-28 wants to be told.</summary>
    public T Cacheable<T>(T result, bool isModern)
        where T : ICacheableResult
    {
        if (isModern)
        {
            result.TimeToLive = Caching.TimeToLive;
            result.CacheScope = Caching.IsPublic ? CacheScope.Public : CacheScope.Private;
        }

        return result;
    }
}
