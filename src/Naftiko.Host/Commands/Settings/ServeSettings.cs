using Microsoft.Extensions.Logging;
using Naftiko.Host.Hosting;

namespace Naftiko.Host.Commands.Settings;

/// <summary>What <c>serve</c> was asked to do.</summary>
internal sealed record ServeSettings
{
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>Whether the one path is a file whose MCP surfaces are served over stdio.</summary>
    public required bool IsStdio { get; init; }

    public required bool IsDryRun { get; init; }

    /// <summary>Whether a port's <c>/mcp</c> lists tools that find the others; null: when there are many.</summary>
    public bool? ToolSearch { get; init; }

    /// <summary>Whether MCP endpoints open no sessions.</summary>
    public bool IsMcpStateless { get; init; }

    /// <summary>Whether changed files are loaded again.</summary>
    public required bool IsWatching { get; init; }

    public required LogLevel LogLevel { get; init; }

    /// <summary>How long it goes on answering after it was asked to stop, while probes already say that it is not ready.</summary>
    public required TimeSpan DrainDelay { get; init; }

    public required ControlSettings Control { get; init; }

    public required LoadSettings Loading { get; init; }

    public required HostingOptions Hosting { get; init; }

    /// <summary>The settings file that was read; null: there is none.</summary>
    public string? File { get; init; }
}
