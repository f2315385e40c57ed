using Microsoft.AspNetCore.Http;
using Naftiko.Spec.Sources;

namespace Naftiko.Host.Hosting;

/// <summary>One <c>exposes</c> block ready to be mounted: where it wants to be and what answers there. Immutable.</summary>
internal sealed record Surface
{
    public required SurfaceKind Kind { get; init; }

    /// <summary>The namespace, <c>[A-Za-z0-9._-]+</c>.</summary>
    public required string Namespace { get; init; }

    /// <summary>The folder of the file relative to the served root, with <c>/</c>; "" for files in the root.</summary>
    public required string Folder { get; init; }

    /// <summary>The capability file that it belongs to. The block itself may stand in one that this imports.</summary>
    public string File { get; init; } = "";

    /// <summary>Whether the operator asks for it rather than a file: then its port and address are final.</summary>
    public bool IsOfOperator { get; init; }

    /// <summary>The mount that it has unless another surface has the same: <c>/folder/namespace</c>.</summary>
    public string FullMount => field ??= Folder.Trim('/') is { Length: > 0 } folder ? $"/{folder}{ShortMount}" : ShortMount;

    /// <summary>The mount that it has besides if its namespace is alone on the port: <c>/namespace</c>.</summary>
    public string ShortMount => field ??= $"/{Namespace}";

    /// <summary>Where the block stands, for diagnostics.</summary>
    public required SourceSpan Span { get; init; }

    /// <summary>The port asked for.</summary>
    public required int Port { get; init; }

    /// <summary>The address asked for, or null: a host name, IPv4 or IPv6 address, <c>*</c>, <c>0.0.0.0</c>.</summary>
    public string? Address { get; init; }

    /// <summary>Whether the block declares <c>authentication</c>.</summary>
    public bool HasAuthentication { get; init; }

    /// <summary>REST routes, below the mount, in the order of the file. The first of equal ones wins.</summary>
    public IReadOnlyList<Route> Routes { get; init; } = [];

    /// <summary>What answers at <c>&lt;mount&gt;/mcp</c>, for an MCP surface: every method.</summary>
    public RequestDelegate? Mcp { get; init; }

    /// <summary>What answers GET at <c>&lt;mount&gt;/openapi.json</c>, unless a route of the file has this very path.</summary>
    public RequestDelegate? OpenApi { get; init; }

    /// <summary>What answers below <c>/.well-known/</c> of the port, to everyone; of equal paths on a port the first surface's.</summary>
    public IReadOnlyList<WellKnown> WellKnown { get; init; } = [];
}
