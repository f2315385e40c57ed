using System.Diagnostics.CodeAnalysis;
using System.Net;
using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Consumes.Transport;

/// <summary>Which upstreams a request may go to at all: real ones, over http or https, and never this process itself.</summary>
public sealed class OriginRules
{
    private static readonly string[] Reserved = ["example.com", "example.org", "example.net"];

    private IPEndPoint[] _listeners = [];

    /// <summary>The addresses this process listens on from now on: a request to one of them would call itself without end.</summary>
    public void UseListeners(IEnumerable<IPEndPoint> listeners) => Volatile.Write(ref _listeners, [.. listeners]);

    /// <summary>Takes a rendered address, or says why no request may be sent to it.</summary>
    /// <param name="absolute">The address as text.</param>
    /// <param name="target">It, as it will reach the wire.</param>
    /// <param name="failure">A <see cref="FailureKind.NotConfigured"/> that names the host at most.</param>
    public bool TryAdmit(string absolute, [NotNullWhen(true)] out Uri? target, [NotNullWhen(false)] out Failure? failure)
    {
        ArgumentNullException.ThrowIfNull(absolute);
        target = null;
        if (PlaceholderHost(absolute) is { } placeholder)
        {
            failure = StandIn(placeholder);
            return false;
        }

        if (!UpstreamUri.TryCreate(absolute, out var uri))
        {
            failure = new Failure(FailureKind.NotConfigured, "The address of the request is not an absolute http or https URI.");
            return false;
        }

        failure = Check(uri);
        target = failure is null ? uri : null;
        return failure is null;
    }

    /// <summary>Why no request may be sent there, or null.</summary>
    public Failure? Check(Uri target)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (target.Scheme != Uri.UriSchemeHttp && target.Scheme != Uri.UriSchemeHttps)
        {
            return new Failure(FailureKind.NotConfigured, $"The scheme {target.Scheme} is neither http nor https.");
        }

        if (IsStandIn(target.Host))
        {
            return StandIn(target.Host);
        }

        return IsOwnListener(target)
            ? new Failure(FailureKind.NotConfigured, $"The base URI {UpstreamFailures.Origin(target)} points at this process.")
            : null;
    }

    private static Failure StandIn(string host) =>
        new(FailureKind.NotConfigured, $"The host {host} is a stand-in for a real one: the base URI is not configured.");

    /// <summary>The host, if it still has a placeholder in it; such a text is no URI.</summary>
    private static string? PlaceholderHost(string absolute)
    {
        var end = UpstreamUri.PathStart(absolute);
        if (end < 0)
        {
            return null;
        }

        var host = absolute.AsSpan(absolute.IndexOf("://", StringComparison.Ordinal) + 3);
        host = host[..^(absolute.Length - end)];
        host = host[(host.LastIndexOf('@') + 1)..];
        return host.ContainsAny('<', '{') ? host.ToString() : null;
    }

    /// <param name="host">As <see cref="Uri"/> gives it: in lower case.</param>
    private static bool IsStandIn(ReadOnlySpan<char> host)
    {
        host = host.TrimEnd('.');
        foreach (var name in Reserved)
        {
            if (IsWithin(host, name))
            {
                return true;
            }
        }

        return host.StartsWith("your-", StringComparison.Ordinal) || host.Contains(".your-", StringComparison.Ordinal);
    }

    private static bool IsWithin(ReadOnlySpan<char> host, ReadOnlySpan<char> domain) =>
        host.EndsWith(domain, StringComparison.Ordinal) && (host.Length == domain.Length || host[^(domain.Length + 1)] == '.');

    private bool IsOwnListener(Uri target)
    {
        foreach (var listener in Volatile.Read(ref _listeners))
        {
            if (listener.Port == target.Port && Reaches(target, listener.Address))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Reaches(Uri target, IPAddress listener)
    {
        if (!IPAddress.TryParse(target.IdnHost, out var address))
        {
            return IsWithin(target.IdnHost.AsSpan().TrimEnd('.'), "localhost") && IsLocal(listener); // RFC 6761 section 6.3
        }

        return address.Equals(listener) || (IsLocal(address) && IsLocal(listener));
    }

    /// <summary>Loopback, or "any", which as a destination is this machine too.</summary>
    private static bool IsLocal(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return IPAddress.IsLoopback(plain) || plain.Equals(IPAddress.Any) || plain.Equals(IPAddress.IPv6Any);
    }
}
