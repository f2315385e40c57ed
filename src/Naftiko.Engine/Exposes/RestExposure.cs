namespace Naftiko.Engine.Exposes;

/// <summary>A REST surface.</summary>
public sealed class RestExposure(ExposurePlace place) : Exposure(place)
{
    public required IReadOnlyList<RestOperation> Operations { get; init; }

    /// <summary>What is relayed, where no operation answers.</summary>
    public IReadOnlyList<RestForward> Forwards { get; init; } = [];
}
