namespace Naftiko.Engine.Exposes;

/// <summary>An MCP surface.</summary>
public sealed class McpExposure : Exposure
{
    /// <summary>Whether it is meant for stdio only.</summary>
    public bool IsStdio { get; init; }

    /// <summary>The tools in the file's order; names are unique.</summary>
    public required IReadOnlyList<McpTool> Tools { get; init; }
}
