using Naftiko.Engine.Exposes.Prompts;
using Naftiko.Engine.Exposes.Resources;

namespace Naftiko.Engine.Exposes;

/// <summary>An MCP surface.</summary>
public sealed class McpExposure(ExposurePlace place) : Exposure(place)
{
    /// <summary>Whether it is meant for stdio only.</summary>
    public bool IsStdio { get; init; }

    /// <summary>The tools in the file's order; names are unique.</summary>
    public required IReadOnlyList<McpTool> Tools { get; init; }

    /// <summary>The resources in the file's order; of two that have a URI in common, the first counts.</summary>
    public IReadOnlyList<McpResource> Resources { get; init; } = [];

    /// <summary>The prompts in the file's order; names are unique.</summary>
    public IReadOnlyList<McpPrompt> Prompts { get; init; } = [];

    public McpCaching Caching { get; init; }
}
