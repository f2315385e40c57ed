using Naftiko.Engine.Consumes.Authentication;
using Naftiko.Engine.Consumes.Transport;

namespace Naftiko.Engine.Compilation;

/// <summary>What the operator decides about compilation.</summary>
public sealed record CompileOptions
{
    /// <summary>Sends the compiled requests.</summary>
    public required UpstreamClient Client { get; init; }

    /// <summary>Base URIs by consumed namespace; each replaces the file's whole base URI, and wins over <c>NAFTIKO_BASEURI_&lt;NAMESPACE&gt;</c>.</summary>
    public IReadOnlyDictionary<string, string> BaseUris { get; init; } = new Dictionary<string, string>();

    /// <summary>Base URIs by consumed namespace where neither <see cref="BaseUris"/> nor the environment has one.</summary>
    public IReadOnlyDictionary<string, string> SettledBaseUris { get; init; } = new Dictionary<string, string>();

    /// <summary>The clock by which tokens and keys grow old.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The tokens fetched for upstreams, which outlive a compilation.</summary>
    public UpstreamTokens Tokens { get; init; } = new();

    /// <summary>Whether only what RFC 9535 has is a JSONPath.</summary>
    public bool IsStrict { get; init; }

    /// <summary>The hosts and ports that calls must not reach.</summary>
    public required OriginRules Origins { get; init; }
}
