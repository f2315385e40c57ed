using System.Net;
using System.Net.Sockets;

namespace Naftiko.Host.Hosting.Listening;

/// <summary>The local addresses a surface answers on. Immutable.</summary>
internal sealed class AddressScope
{
    /// <summary>127.0.0.1 and ::1, what <c>localhost</c> means.</summary>
    public static readonly AddressScope Localhost = new([IPAddress.Loopback, IPAddress.IPv6Loopback]);

    /// <summary>Every address of the machine.</summary>
    public static readonly AddressScope Any = new([]);

    private readonly IPAddress[] _addresses;

    private AddressScope(IPAddress[] addresses)
    {
        _addresses = addresses;
        IsLoopback = addresses.Length > 0 && Array.TrueForAll(addresses, IPAddress.IsLoopback);
    }

    public bool IsAny => _addresses.Length == 0;

    /// <summary>Whether nothing outside this machine reaches it.</summary>
    public bool IsLoopback { get; }

    /// <summary>Reads an address as files and command lines write it; null when it is no address of a machine. Nothing is looked up in the DNS.</summary>
    public static AddressScope? Parse(string? text)
    {
        var address = text?.Trim() ?? "";
        if (address.Length == 0 || address.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            return Localhost;
        }

        if (address is "*" or "+" or "0.0.0.0" or "::" or "[::]")
        {
            return Any;
        }

        // Of the shorthands that the parser takes ("1", "127.1") none is meant as an address.
        var isAddress = IPAddress.TryParse(address, out var parsed);
        var isShorthand = parsed?.AddressFamily == AddressFamily.InterNetwork && address.Count(c => c == '.') != 3;
        return isAddress && parsed is not null && !isShorthand ? new AddressScope([Unmapped(parsed)]) : null;
    }

    /// <summary>The scope that covers all of these.</summary>
    public static AddressScope Union(IEnumerable<AddressScope> scopes)
    {
        var all = scopes.Distinct().ToList();
        return all switch
        {
            [var only] => only,
            _ when all.Exists(scope => scope.IsAny) => Any,
            _ => new AddressScope([.. all.SelectMany(scope => scope._addresses).Distinct()]),
        };
    }

    /// <summary>Whether a request may see what is in this scope. What is bound to loopback is only for requests that name loopback as their host: a browser
    /// that a foreign name was rebound on names that foreign host.</summary>
    public bool Covers(Visitor visitor) => IsAny || (Array.IndexOf(_addresses, visitor.LocalAddress) >= 0 && (!IsLoopback || visitor.HasLoopbackHost));

    /// <summary>What to bind for this scope on a port. A machine without IPv6 does without the IPv6 half of <c>localhost</c>.</summary>
    public IEnumerable<IPEndPoint> EndPoints(int port)
    {
        if (IsAny)
        {
            return [new IPEndPoint(Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any, port)];
        }

        return _addresses.Select(address => new IPEndPoint(address, port));
    }

    /// <summary>The name by which this machine reaches it through the sockets that are open on a port; null when none of them is for it.</summary>
    public string? HostAmong(IEnumerable<IPEndPoint> open, int port)
    {
        var wanted = EndPoints(port).ToHashSet();
        string? host = null;
        foreach (var address in open.Where(e => IsAny || IsWildcard(e.Address) || wanted.Contains(e)).Select(e => e.Address))
        {
            // A wildcard's socket stands for every address that the surface answers on.
            if (IsWildcard(address) || address.Equals(IPAddress.Loopback))
            {
                return IsWildcard(address) && !IsAny && !IsLoopback ? Text(wanted.First().Address) : "localhost";
            }

            host ??= Text(address);
        }

        return host;
    }

    /// <summary>The IPv4 address that an IPv6 socket shows as <c>::ffff:a.b.c.d</c>.</summary>
    public static IPAddress Unmapped(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static bool IsWildcard(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    private static string Text(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();
}
