namespace Naftiko.Host.Observability.Export;

/// <summary>How finished spans are gathered before they are sent (<c>OTEL_BSP_*</c>); times in milliseconds.</summary>
/// <param name="Delay">How long they wait for others.</param>
/// <param name="Timeout">How long sending them may take.</param>
/// <param name="QueueSize">How many may wait; further ones are dropped.</param>
/// <param name="BatchSize">How many are sent together.</param>
internal sealed record BatchSettings(int Delay = 5000, int Timeout = 30_000, int QueueSize = 2048, int BatchSize = 512)
{
    public static BatchSettings Read(OtelVariables variables)
    {
        var defaults = new BatchSettings();
        var queue = variables.Number("OTEL_BSP_MAX_QUEUE_SIZE") ?? defaults.QueueSize;
        return new BatchSettings(
            variables.Number("OTEL_BSP_SCHEDULE_DELAY") ?? defaults.Delay,
            variables.Number("OTEL_BSP_EXPORT_TIMEOUT") ?? defaults.Timeout,
            queue,
            Math.Min(variables.Number("OTEL_BSP_MAX_EXPORT_BATCH_SIZE") ?? defaults.BatchSize, queue));
    }
}
