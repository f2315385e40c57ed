namespace Naftiko.Host.Observability.Metering;

/// <summary>The measurements of one capability, or of all.</summary>
/// <param name="store">Where they are added up.</param>
/// <param name="capability">The capability's name; null: all.</param>
internal sealed class MetricsView(MetricsStore store, string? capability)
{
    /// <summary>The media type of <see cref="Text"/>.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>The measurements of this moment in the text format of Prometheus.</summary>
    public string Text() => store.Text(capability);
}
