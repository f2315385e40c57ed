using OpenTelemetry.Exporter;

namespace Naftiko.Host.Observability.Export;

/// <summary>Where the spans or the measurements go, and how.</summary>
internal sealed record OtlpTarget
{
    /// <summary>The whole address, the signal's path included where the protocol has one.</summary>
    public required Uri Endpoint { get; init; }

    public OtlpExportProtocol Protocol { get; init; } = OtlpExportProtocol.HttpProtobuf;

    /// <summary>Headers as <c>name=value,…</c>; they may be secret.</summary>
    public string Headers { get; init; } = "";

    public int TimeoutMilliseconds { get; init; } = 10_000;

    public OtlpExportCompression Compression { get; init; } = OtlpExportCompression.None;

    /// <summary>Whether a file has chosen it: then nothing goes there that the operator has meant for another place, neither headers nor certificates.</summary>
    public bool IsOfFile { get; init; }

    public OtlpExporterOptions ToOptions()
    {
        // What is not set here, the options take from the process's variables.
        var options = new OtlpExporterOptions
        {
            Endpoint = Endpoint,
            Protocol = Protocol,
            Headers = Headers,
            TimeoutMilliseconds = TimeoutMilliseconds,
            Compression = Compression,
        };
        if (IsOfFile)
        {
            options.HttpClientFactory = CreateClient;
        }

        return options;
    }

    public override string ToString() => $"{Protocol} {Endpoint.Scheme}://{Endpoint.Host}:{Endpoint.Port}";

    private HttpClient CreateClient() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null })
    {
        Timeout = TimeSpan.FromMilliseconds(TimeoutMilliseconds),
    };
}
