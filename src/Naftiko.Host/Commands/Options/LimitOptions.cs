using System.CommandLine;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Host.Hosting;
using Naftiko.Spec.Document;
using Naftiko.Spec.Yaml;

namespace Naftiko.Host.Commands.Options;

/// <summary>Every limit that can be set; docs/limits.md lists them with their defaults.</summary>
internal sealed class LimitOptions
{
    private static readonly UpstreamLimits UpstreamDefaults = new();
    private static readonly YamlBudget FileDefaults = YamlBudget.Default;

    private readonly Limit<TimeSpan> _connect = Limit.Duration("--connect-timeout", "Time to connect to an upstream, TLS included", UpstreamDefaults.ConnectTimeout);
    private readonly Limit<TimeSpan> _headers = Limit.Duration("--headers-timeout", "Time until an upstream's answer begins", UpstreamDefaults.HeadersTimeout);
    private readonly Limit<TimeSpan> _total = Limit.Duration("--total-timeout", "Time until an upstream's answer is complete", UpstreamDefaults.TotalTimeout);

    private readonly Limit<BinarySize> _buffered =
        Limit.Size("--max-buffered-response", "Largest answer that is held in memory", UpstreamDefaults.MaxBufferedBytes, int.MaxValue);

    private readonly Limit<BinarySize> _streamed = Limit.Size("--max-streamed-response", "Largest answer that is relayed as it arrives", UpstreamDefaults.MaxStreamedBytes);

    private readonly Limit<BinarySize> _holdBack =
        Limit.Size("--hold-back", "Answers up to this size are checked before the status goes out", UpstreamDefaults.HoldBackBytes, int.MaxValue);

    private readonly Limit<BinarySize> _request = Limit.Size("--max-request", "Largest request body", new HostingOptions().MaxRequestBodyBytes, int.MaxValue);
    private readonly Limit<BinarySize> _fileSize = Limit.Size("--max-file-size", "Largest capability file", FileDefaults.MaxBytes, int.MaxValue - 1);
    private readonly Limit<int> _fileDepth = Limit.Count("--max-file-depth", "Deepest nesting of a file", FileDefaults.MaxDepth, YamlBudget.DepthCeiling);
    private readonly Limit<int> _fileNodes = Limit.Count("--max-file-nodes", "Most YAML nodes of a file, aliases expanded", FileDefaults.MaxNodes);

    /// <summary>What reading files may cost.</summary>
    public IReadOnlyList<Limit> OfFiles => [_fileSize, _fileDepth, _fileNodes];

    /// <summary>What upstreams may take.</summary>
    public IReadOnlyList<Limit> OfUpstreams => [_connect, _headers, _total, _buffered, _streamed, _holdBack];

    /// <summary>What callers may send.</summary>
    public IReadOnlyList<Limit> OfRequests => [_request];

    public YamlBudget Budget(ParseResult result) => new()
    {
        MaxBytes = (int)_fileSize.Of(result).Bytes,
        MaxDepth = _fileDepth.Of(result),
        MaxNodes = _fileNodes.Of(result),
    };

    public UpstreamLimits Upstream(ParseResult result) => new()
    {
        ConnectTimeout = _connect.Of(result),
        HeadersTimeout = _headers.Of(result),
        TotalTimeout = _total.Of(result),
        MaxBufferedBytes = _buffered.Of(result).Bytes,
        MaxStreamedBytes = _streamed.Of(result).Bytes,
        HoldBackBytes = (int)_holdBack.Of(result).Bytes,
    };

    /// <summary>The largest request body, in bytes.</summary>
    public int Request(ParseResult result) => (int)_request.Of(result).Bytes;
}
