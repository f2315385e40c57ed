using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Consumes.Transport;

/// <summary>
/// Which redirects a request follows (RFC 9110 section 15.4): safe methods within one origin, so that neither credentials nor
/// bodies reach a host that the file does not name.
/// </summary>
internal static class Redirects
{
    /// <summary>The Location of an answer that redirects; null where the answer stands for itself.</summary>
    public static string? Location(HttpResponseMessage answer)
    {
        var isRedirect = (int)answer.StatusCode is 300 or 301 or 302 or 303 or 307 or 308;
        return isRedirect && answer.Headers.NonValidated.TryGetValues("Location", out var values) ? values.ToString() : null;
    }

    /// <summary>Points the request at the next address, or says why it may not go there.</summary>
    /// <param name="request">The request, with the address it was sent to.</param>
    /// <param name="target">The same address.</param>
    /// <param name="answer">The answer that redirects.</param>
    /// <param name="location">Its Location.</param>
    /// <param name="followed">How many redirects were followed before.</param>
    /// <param name="limits">Says how many may be.</param>
    public static Failure? Follow(
        HttpRequestMessage request, Uri target, HttpResponseMessage answer, string location, int followed, UpstreamLimits limits)
    {
        var status = answer.StatusCode;
        if (!UpstreamUri.TryResolve(target, location, out var destination))
        {
            return UpstreamFailures.UnreadableRedirect(target, status);
        }

        if (!IsSameOrigin(target, destination))
        {
            return UpstreamFailures.OtherOrigin(target, destination, status);
        }

        if (request.Method != HttpMethod.Get && request.Method != HttpMethod.Head)
        {
            return UpstreamFailures.UnsafeRedirect(target, request.Method, status);
        }

        if (followed >= limits.MaxRedirects)
        {
            return UpstreamFailures.TooManyRedirects(target, limits, status);
        }

        request.RequestUri = destination;
        return null;
    }

    private static bool IsSameOrigin(Uri one, Uri other) =>
        one.Scheme == other.Scheme && one.Port == other.Port && string.Equals(one.IdnHost, other.IdnHost, StringComparison.OrdinalIgnoreCase);
}
