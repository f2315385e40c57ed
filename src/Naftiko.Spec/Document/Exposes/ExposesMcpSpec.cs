using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.Document.Exposes;

/// <summary>An MCP surface.</summary>
public sealed record ExposesMcpSpec : ExposesSpec
{
    /// <summary><c>transport: stdio</c>: served only when this file is asked for with <c>--stdio</c>.</summary>
    public bool IsStdio { get; init; }

    public IReadOnlyList<McpToolSpec> Tools { get; init; } = [];

    /// <summary>The <c>resources</c> and <c>prompts</c> blocks, as written.</summary>
    public IReadOnlyList<Node> Unserved { get; init; } = [];
}
