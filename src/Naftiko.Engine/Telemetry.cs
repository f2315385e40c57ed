using System.Diagnostics.Metrics;

namespace Naftiko.Engine;

/// <summary>What the engine measures.</summary>
public static class Telemetry
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "Naftiko";

    private static readonly Meter Meter = new(Name);

    /// <summary>Values of answers that did not fit their declared type.</summary>
    internal static readonly Counter<long> OutputMisfits = Meter.CreateCounter<long>("naftiko.output.misfits", "{value}", "Values of answers that did not fit their declared type");
}
