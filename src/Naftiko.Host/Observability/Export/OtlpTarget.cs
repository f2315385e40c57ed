using OpenTelemetry.Exporter;

namespace Naftiko.Host.Observability.Export;

/// <summary>Where the spans or the measurements go, and how.</summary>
internal sealed record OtlpTarget
{
    /// <summary>The whole address, the signal's path included where the protocol has one.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>Whether over gRPC; else over HTTP with Protobuf.</summary>
    public bool IsGrpc { get; init; }

    /// <summary>Headers as <c>name=value,…</c>; they may be secret.</summary>
    public string Headers { get; init; } = "";

    /// <summary>How long one sending may take, in milliseconds.</summary>
    public int Timeout { get; init; } = 10_000;

    /// <summary>Whether with gzip.</summary>
    public bool IsCompressed { get; init; }

    /// <summary>Whether a file has chosen it: then nothing goes there that the operator has meant for another place, neither headers nor certificates.</summary>
    public bool IsOfFile { get; init; }

    public OtlpExporterOptions ToOptions()
    {
        // What is not set here, the options take from the process's variables.
        var options = new OtlpExporterOptions
        {
            Endpoint = Endpoint,
            Protocol = IsGrpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf,
            Headers = Headers,
            TimeoutMilliseconds = Timeout,
            Compression = IsCompressed ? OtlpExportCompression.GZip : OtlpExportCompression.None,
        };
        if (IsOfFile)
        {
            options.HttpClientFactory = CreateClient;
        }

        return options;
    }

    /// <summary>Without what may be secret.</summary>
    public override string ToString() => $"{Endpoint.Scheme}://{Endpoint.Host}:{Endpoint.Port}";

    private HttpClient CreateClient() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null })
    {
        Timeout = TimeSpan.FromMilliseconds(Timeout),
    };
}
