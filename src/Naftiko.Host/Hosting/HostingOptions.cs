namespace Naftiko.Host.Hosting;

/// <summary>What the operator decides about ports, addresses, browsers and the limits of requests.</summary>
internal sealed record HostingOptions
{
    /// <summary>The address of every surface, whatever its file says (<c>--address</c>); null: as the files say.</summary>
    public string? AddressOverride { get; init; }

    /// <summary>Ports to use instead of those in the files (<c>--port-map 8080=18080</c>).</summary>
    public IReadOnlyDictionary<int, int> PortMap { get; init; } = new Dictionary<int, int>();

    /// <summary>Whether a file's own address takes effect without authentication (<c>--allow-public</c>).</summary>
    public bool AllowPublic { get; init; }

    /// <summary>Origins whose pages may call (<c>--allow-origin</c>), such as <c>https://app.example</c>; <c>*</c> is every origin.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>The largest request body, in bytes.</summary>
    public long MaxRequestBodyBytes { get; init; } = 10 * 1024 * 1024;

    /// <summary>The largest request line, in bytes.</summary>
    public int MaxRequestLineBytes { get; init; } = 16 * 1024;

    /// <summary>The largest sum of a request's header lines, in bytes.</summary>
    public int MaxRequestHeadersBytes { get; init; } = 32 * 1024;

    /// <summary>The most header lines in a request.</summary>
    public int MaxRequestHeaders { get; init; } = 100;

    /// <summary>How long a client may take to send a request's headers.</summary>
    public TimeSpan RequestHeadersTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
