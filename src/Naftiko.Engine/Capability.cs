using Naftiko.Engine.Binds;
using Naftiko.Engine.Exposes;
using Naftiko.Spec.Document;

namespace Naftiko.Engine;

/// <summary>A capability, ready to run: everything in it is linked, and nothing in it changes.</summary>
public sealed record Capability
{
    /// <summary>The file it comes from.</summary>
    public required string Path { get; init; }

    /// <summary>The version of the specification that the file names.</summary>
    public required string SpecVersion { get; init; }

    public required InfoSpec Info { get; init; }

    public required IReadOnlyList<Exposure> Exposures { get; init; }

    /// <summary>The namespaces of the APIs that it consumes.</summary>
    public IReadOnlyList<string> ConsumedNamespaces { get; init; } = [];

    /// <summary>Its control surface, which also says how it is observed; null when it has none.</summary>
    public ControlExposure? Control => Exposures.OfType<ControlExposure>().FirstOrDefault();

    /// <summary>Takes the capability's secrets out of foreign texts.</summary>
    public required Redactor Redactor { get; init; }
}
