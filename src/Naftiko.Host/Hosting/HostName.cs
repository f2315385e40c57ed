using System.Buffers;
using System.Globalization;
using System.Net;

namespace Naftiko.Host.Hosting;

/// <summary>Reads <c>host[:port]</c> as in a <c>Host</c> header (RFC 9110 §7.2) or an origin.</summary>
internal readonly ref struct HostName
{
    /// <summary>Characters that end or never are in a host.</summary>
    private static readonly SearchValues<char> Foreign = SearchValues.Create(" /\\@?#,[]");

    private HostName(ReadOnlySpan<char> name, int? port)
    {
        Name = name;
        Port = port;
    }

    /// <summary>A name or address; IPv6 without brackets.</summary>
    public ReadOnlySpan<char> Name { get; }

    public int? Port { get; }

    /// <summary>Whether it names this machine's loopback: <c>localhost</c>, 127.0.0.0/8 or ::1. Other names are not looked up: whoever owns them decides what
    /// they mean.</summary>
    public bool IsLoopback =>
        Name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || Name is "127.0.0.1" // the usual one, without parsing
        || (IPAddress.TryParse(Name, out var address) && IPAddress.IsLoopback(address));

    public static bool TryParse(ReadOnlySpan<char> text, out HostName host)
    {
        host = default;
        var isBracketed = text.StartsWith('[');
        var end = isBracketed ? text.IndexOf(']') + 1 : text.IndexOf(':') is var colon and >= 0 ? colon : text.Length;
        if (end == 0 || !TryParsePort(text[end..], out var port))
        {
            return false;
        }

        var name = isBracketed ? text[1..(end - 1)] : text[..end];
        if (name.ContainsAny(Foreign) || (isBracketed && !IPAddress.TryParse(name, out _)))
        {
            return false;
        }

        host = new HostName(name, port);
        return true;
    }

    private static bool TryParsePort(ReadOnlySpan<char> text, out int? port)
    {
        port = null;
        if (text.IsEmpty)
        {
            return true;
        }

        if (text[0] != ':' || !ushort.TryParse(text[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        port = number;
        return true;
    }
}
