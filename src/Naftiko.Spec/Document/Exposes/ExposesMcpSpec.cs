namespace Naftiko.Spec.Document.Exposes;

/// <summary>An MCP surface.</summary>
public sealed record ExposesMcpSpec : ExposesSpec
{
    /// <summary><c>transport: stdio</c>: served only when this file is asked for with <c>--stdio</c>.</summary>
    public bool IsStdio { get; init; }

    public IReadOnlyList<McpToolSpec> Tools { get; init; } = [];

    public IReadOnlyList<McpResourceSpec> Resources { get; init; } = [];

    public IReadOnlyList<McpPromptSpec> Prompts { get; init; } = [];

    /// <summary>The largest answer of bytes, where the consumed operation says nothing.</summary>
    public BinarySize? MaxBinarySize { get; init; }

    /// <summary>How long clients may keep lists and contents.</summary>
    public TimeSpan TimeToLive { get; init; }

    /// <summary>Whether caches that several users share may keep them too.</summary>
    public bool IsCachePublic { get; init; }
}
