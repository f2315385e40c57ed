using Naftiko.Engine.Consumes.Transport;
using Naftiko.Spec.Document;

namespace Naftiko.Host.Commands.Settings;

/// <summary>What upstreams may take.</summary>
internal sealed class UpstreamGroup
{
    private static readonly UpstreamLimits Standard = new();

    public ValueSetting<TimeSpan> ConnectTimeout { get; } = Limits.Duration("connect-timeout", "Time to connect to an upstream, TLS included", Standard.ConnectTimeout);

    public ValueSetting<TimeSpan> HeadersTimeout { get; } = Limits.Duration("headers-timeout", "Time until an upstream's answer begins", Standard.HeadersTimeout);

    public ValueSetting<TimeSpan> TotalTimeout { get; } = Limits.Duration("total-timeout", "Time until an upstream's answer is complete", Standard.TotalTimeout);

    public ValueSetting<BinarySize> MaxBuffered { get; } =
        Limits.Size("max-buffered-response", "Largest answer that is held in memory", Standard.MaxBufferedBytes, int.MaxValue);

    public ValueSetting<BinarySize> MaxStreamed { get; } = Limits.Size("max-streamed-response", "Largest answer that is relayed as it arrives", Standard.MaxStreamedBytes);

    public ValueSetting<BinarySize> HoldBack { get; } =
        Limits.Size("hold-back", "Answers up to this size are checked before the status goes out", Standard.HoldBackBytes, int.MaxValue);

    public ValueSetting<int> MaxConcurrency { get; } =
        Limits.Count("max-concurrency", "Requests to one consumed API of a capability that are in flight at once", Standard.MaxConcurrency, most: 1_000_000);

    public IReadOnlyList<Setting> All => [ConnectTimeout, HeadersTimeout, TotalTimeout, MaxBuffered, MaxStreamed, HoldBack, MaxConcurrency];

    public UpstreamLimits Bind(SettingValues values) => new()
    {
        ConnectTimeout = values.Of(ConnectTimeout),
        HeadersTimeout = values.Of(HeadersTimeout),
        TotalTimeout = values.Of(TotalTimeout),
        MaxBufferedBytes = values.Of(MaxBuffered).Bytes,
        MaxStreamedBytes = values.Of(MaxStreamed).Bytes,
        HoldBackBytes = (int)values.Of(HoldBack).Bytes,
        MaxConcurrency = values.Of(MaxConcurrency),
    };
}
