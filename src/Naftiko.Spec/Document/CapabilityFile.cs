using Naftiko.Spec.Document.Aggregates;
using Naftiko.Spec.Document.Binds;
using Naftiko.Spec.Document.Consumes;
using Naftiko.Spec.Document.Exposes;

namespace Naftiko.Spec.Document;

/// <summary>What one file says, in the canonical shape: lists and named maps, old and new spellings read alike.</summary>
public sealed record CapabilityFile
{
    public required string Path { get; init; }

    /// <summary>Whether the file has a <c>capability</c> block; one without it only carries parts for import and is not served.</summary>
    public required bool IsCapability { get; init; }

    /// <summary>The specification's version that the file names, as written.</summary>
    public required string Version { get; init; }

    public InfoSpec Info { get; init; } = new();

    /// <summary>Root binds, then the capability's own, then those that imported files bring along for themselves.</summary>
    public IReadOnlyList<BindSpec> Binds { get; init; } = [];

    public IReadOnlyList<ConsumesHttpSpec> Consumes { get; init; } = [];

    public IReadOnlyList<AggregateSpec> Aggregates { get; init; } = [];

    public IReadOnlyList<ExposesSpec> Exposes { get; init; } = [];

    /// <summary>The namespaces that renamed imports had in their own files, where their references still use them.</summary>
    public IReadOnlyList<string> FormerNamespaces { get; init; } = [];
}
