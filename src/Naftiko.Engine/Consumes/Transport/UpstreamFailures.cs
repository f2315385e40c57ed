using System.Globalization;
using System.Net;
using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Consumes.Transport;

/// <summary>The failures of the transport. They name scheme, host and port; paths and queries may carry secrets, exception texts anything.</summary>
internal static class UpstreamFailures
{
    public static Failure From(HttpRequestException exception, Uri target, UpstreamLimits limits) => exception.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => Unreachable(target, "the name does not resolve"),
        HttpRequestError.ConnectionError => Unreachable(target, "no connection"),
        HttpRequestError.SecureConnectionError => Unreachable(target, "the TLS handshake failed"),
        HttpRequestError.ProxyTunnelError => Unreachable(target, "the proxy gave no tunnel"),
        HttpRequestError.ConfigurationLimitExceeded => new(
            FailureKind.UpstreamTooLarge, $"{Origin(target)} answered with more than {limits.MaxResponseHeaderKiB} KiB of headers."),
        HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError or HttpRequestError.VersionNegotiationError => new(
            FailureKind.UpstreamMalformed, $"{Origin(target)} did not answer in HTTP."),
        _ => Unreachable(target, "the connection broke before an answer"),
    };

    public static Failure ConnectLate(Uri target, UpstreamLimits limits) =>
        Late(target, "accepted no connection", limits.ConnectTimeout, "connect");

    public static Failure HeadersLate(Uri target, UpstreamLimits limits) =>
        Late(target, "sent no answer", limits.HeadersTimeout, "headers");

    public static Failure TotalExceeded(Uri target, UpstreamLimits limits) =>
        Late(target, "did not finish its answer", limits.TotalTimeout, "total");

    public static Failure OtherOrigin(Uri target, Uri destination, HttpStatusCode status) => new(
        FailureKind.UpstreamRedirect, $"{Origin(target)} redirects to {Origin(destination)}; only redirects within one origin are followed.")
    { UpstreamStatus = (int)status };

    public static Failure UnreadableRedirect(Uri target, HttpStatusCode status) => new(
        FailureKind.UpstreamRedirect, $"{Origin(target)} redirects to something that is not an HTTP URI.")
    { UpstreamStatus = (int)status };

    public static Failure UnsafeRedirect(Uri target, HttpMethod method, HttpStatusCode status) => new(
        FailureKind.UpstreamRedirect, $"{Origin(target)} redirects a {method.Method} request; only GET and HEAD follow redirects.")
    { UpstreamStatus = (int)status };

    public static Failure TooManyRedirects(Uri target, UpstreamLimits limits, HttpStatusCode status) => new(
        FailureKind.UpstreamRedirect, $"{Origin(target)} redirects more than {limits.MaxRedirects} times.")
    { UpstreamStatus = (int)status };

    public static Failure BrokenBody(Uri target, HttpStatusCode status) => new(
        FailureKind.UpstreamMalformed, $"The answer of {Origin(target)} ended early or is not encoded as it says.")
    { UpstreamStatus = (int)status };

    public static Failure UnknownCoding(Uri target, HttpStatusCode status) => new(
        FailureKind.UpstreamMalformed, $"The answer of {Origin(target)} has a Content-Encoding that was not asked for.")
    { UpstreamStatus = (int)status };

    public static Failure TooLarge(Uri target, BodyLimit limit, HttpStatusCode status) => new(
        FailureKind.UpstreamTooLarge,
        string.Create(CultureInfo.InvariantCulture, $"The answer of {Origin(target)} is larger than {limit.Bytes} bytes{(limit.SetBy is { } name ? $" ({name})" : "")}."))
    { UpstreamStatus = (int)status };

    public static Failure Busy(Uri target, UpstreamLimits limits) => new(
        FailureKind.UpstreamBusy,
        string.Create(CultureInfo.InvariantCulture, $"As many requests of this capability to {Origin(target)} are in flight as may be ({limits.MaxConcurrency}), and others wait."))
    { RetryAfter = "1" };

    /// <summary>scheme://host:port, always with the port.</summary>
    public static string Origin(Uri uri) => string.Create(CultureInfo.InvariantCulture, $"{uri.Scheme}://{uri.Host}:{uri.Port}");

    public static Failure Unreachable(Uri target, string reason) => new(FailureKind.UpstreamUnreachable, $"{Origin(target)} cannot be reached: {reason}.");

    private static Failure Late(Uri target, string what, TimeSpan limit, string name) => new(
        FailureKind.UpstreamTimeout,
        string.Create(CultureInfo.InvariantCulture, $"{Origin(target)} {what} within {limit.TotalSeconds:0.###} s ({name} limit)."));
}
