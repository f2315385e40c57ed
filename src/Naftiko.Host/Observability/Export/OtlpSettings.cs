namespace Naftiko.Host.Observability.Export;

/// <summary>How one signal, spans or measurements, is sent.</summary>
/// <param name="Path">Its path below a collector's address, where the protocol has one.</param>
internal sealed record OtlpSettings(string Path)
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Whether it is sent nowhere, whatever files say.</summary>
    public bool IsOff { get; init; }

    /// <summary>Where that of all capabilities goes; null: where each file says.</summary>
    public OtlpTarget? Target { get; init; }

    /// <summary>Whether over gRPC; else over HTTP with Protobuf.</summary>
    public bool IsGrpc { get; init; }

    /// <summary>How long one sending may take, in milliseconds.</summary>
    public int Timeout { get; init; } = 10_000;

    /// <summary>Whether with gzip.</summary>
    public bool IsCompressed { get; init; }

    /// <summary>What the operator says of a signal.</summary>
    /// <param name="variables">The variables.</param>
    /// <param name="signal">Its name in them: <c>TRACES</c> or <c>METRICS</c>.</param>
    /// <param name="path">Its path.</param>
    public static OtlpSettings Read(OtelVariables variables, string signal, string path)
    {
        var settings = new OtlpSettings(path)
        {
            IsGrpc = ReadProtocol(variables, $"OTEL_EXPORTER_OTLP_{signal}_PROTOCOL"),
            Timeout = variables.Number($"OTEL_EXPORTER_OTLP_{signal}_TIMEOUT", "OTEL_EXPORTER_OTLP_TIMEOUT") ?? 10_000,
            IsCompressed = ReadCompression(variables, $"OTEL_EXPORTER_OTLP_{signal}_COMPRESSION"),
        };
        var own = $"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT";
        var exporters = ReadExporters(variables, $"OTEL_{signal}_EXPORTER");
        if (exporters is { Count: 0 })
        {
            return settings with { IsOff = true };
        }

        if (exporters is null && variables.Text(own, Endpoint) is null)
        {
            return settings;
        }

        var endpoint = ReadUri(variables, own) ?? settings.Below(ReadUri(variables, Endpoint) ?? settings.DefaultAddress);
        return settings with { Target = settings.TargetAt(endpoint) with { Headers = variables.Text($"OTEL_EXPORTER_OTLP_{signal}_HEADERS", "OTEL_EXPORTER_OTLP_HEADERS") ?? "" } };
    }

    /// <summary>Where a file's goes; null when the operator keeps it or has it elsewhere. The operator's headers are for the operator's collector alone.</summary>
    public OtlpTarget? OfFile(Uri endpoint) => IsOff || Target is not null ? null : TargetAt(Below(endpoint)) with { IsOfFile = true };

    private Uri DefaultAddress => new(IsGrpc ? "http://localhost:4317" : "http://localhost:4318");

    private OtlpTarget TargetAt(Uri endpoint) => new() { Endpoint = WithoutUser(endpoint), IsGrpc = IsGrpc, Timeout = Timeout, IsCompressed = IsCompressed };

    /// <summary>An address is that of a collector, and each signal has its path below it; with gRPC the service is the path.</summary>
    private Uri Below(Uri address) =>
        IsGrpc ? address : new UriBuilder(address) { Path = $"{address.AbsolutePath.TrimEnd('/')}/{Path}" }.Uri;

    /// <summary>Names and passwords in addresses are not sent, and must not be logged.</summary>
    private static Uri WithoutUser(Uri address) => address.UserInfo.Length == 0 ? address : new UriBuilder(address) { UserName = "", Password = "" }.Uri;

    /// <summary>Empty for <c>none</c>; null when nothing is said.</summary>
    private static List<string>? ReadExporters(OtelVariables variables, string name)
    {
        if (variables.List(name) is not { } names)
        {
            return null;
        }

        foreach (var unknown in names.Where(n => n is not ("otlp" or "none")))
        {
            variables.Report(name, $"the exporter '{unknown}' is not known here, only 'otlp' and 'none' are");
        }

        var known = names.Where(n => n is "otlp" or "none").ToList();
        return known.Count == 0 ? null : [.. known.Where(n => n == "otlp")];
    }

    private static bool ReadProtocol(OtelVariables variables, string own)
    {
        switch (variables.Text(own, "OTEL_EXPORTER_OTLP_PROTOCOL"))
        {
            case null or "http/protobuf":
                return false;
            case "grpc":
                return true;
            case var other:
                variables.Report("OTEL_EXPORTER_OTLP_PROTOCOL", $"the protocol '{other}' is not known here, only 'http/protobuf' and 'grpc' are");
                return false;
        }
    }

    private static bool ReadCompression(OtelVariables variables, string own)
    {
        switch (variables.Text(own, "OTEL_EXPORTER_OTLP_COMPRESSION"))
        {
            case null or "none":
                return false;
            case "gzip":
                return true;
            case var other:
                variables.Report("OTEL_EXPORTER_OTLP_COMPRESSION", $"the compression '{other}' is not known here, only 'gzip' and 'none' are");
                return false;
        }
    }

    private static Uri? ReadUri(OtelVariables variables, string name)
    {
        if (variables.Text(name) is not { } text)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
        {
            return uri;
        }

        variables.Report(name, "it is no http or https URI"); // its text may hold a password
        return null;
    }
}
