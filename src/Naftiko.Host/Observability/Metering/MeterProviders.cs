using System.Diagnostics.Metrics;
using Naftiko.Engine.Observability;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Naftiko.Host.Observability.Metering;

/// <summary>Makes providers that add up the measurements of some of this process's meters.</summary>
internal static class MeterProviders
{
    /// <param name="isMeasured">Whether a meter is one to listen to: they all have the same name.</param>
    /// <param name="maxSeries">The most label sets of one metric.</param>
    /// <param name="configure">Adds the readers.</param>
    public static MeterProvider Build(Func<Meter, bool> isMeasured, int maxSeries, Action<MeterProviderBuilder> configure)
    {
        var builder = Sdk.CreateMeterProviderBuilder()
            .AddMeter(Instruments.ScopeName)
            .AddView(instrument => isMeasured(instrument.Meter) ? new MetricStreamConfiguration { CardinalityLimit = maxSeries } : MetricStreamConfiguration.Drop);
        configure(builder);
        return builder.Build();
    }
}
