using System.Globalization;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Host.Exposes.Control;
using Naftiko.Host.Hosting;

namespace Naftiko.Host.Tests.Cases;

/// <summary>What the operator of a case decides: lines of <c>name: value</c>.</summary>
internal sealed class CaseSettings
{
    private readonly List<KeyValuePair<string, string>> _lines;

    public CaseSettings(string text) => _lines =
    [
        .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(": ", 2)).Select(pair => KeyValuePair.Create(pair[0], pair[1])),
    ];

    /// <summary>Whether the operator names the files rather than their folder.</summary>
    public bool NamesFiles => One("paths") == "files";

    public bool IsDryRun => One("dry-run") == "true";

    /// <summary>Whether advice (NFK9xxx) is shown; few cases are about it, and none is written to please it.</summary>
    public bool ShowsAdvice => One("advice") == "true";

    public bool IsStrict => One("strict") == "true";

    public IReadOnlyList<string> EnvAllow => [.. All("env-allow")];

    public Dictionary<string, string> BaseUris => All("base-uri").Select(value => value.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);

    public UpstreamLimits Limits => new()
    {
        HeadersTimeout = Milliseconds("headers-timeout") ?? new UpstreamLimits().HeadersTimeout,
        TotalTimeout = Milliseconds("total-timeout") ?? new UpstreamLimits().TotalTimeout,
        MaxBufferedBytes = Number("max-buffered") ?? new UpstreamLimits().MaxBufferedBytes,
        MaxStreamedBytes = Number("max-streamed") ?? new UpstreamLimits().MaxStreamedBytes,
    };

    /// <summary>The port of the operator's own control surface; null: there is none.</summary>
    public int? ControlPort => (int?)Number("control");

    /// <summary>The operator's own control surface, at the real port.</summary>
    public OperatorControl? Control(IReadOnlyDictionary<int, int> ports) =>
        ControlPort is { } port ? new OperatorControl(ports[port], null, One("control-token")) : null;

    public HostingOptions Hosting(IReadOnlyDictionary<int, int> ports) => new()
    {
        PortMap = ports,
        AllowedOrigins = [.. All("allow-origin")],
        AllowPublic = One("allow-public") == "true",
        AddressOverride = One("address"),
    };

    private TimeSpan? Milliseconds(string name) => Number(name) is { } number ? TimeSpan.FromMilliseconds(number) : null;

    private long? Number(string name) => One(name) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : null;

    private string? One(string name) => All(name).FirstOrDefault();

    private IEnumerable<string> All(string name) => _lines.Where(line => line.Key == name).Select(line => line.Value);
}
