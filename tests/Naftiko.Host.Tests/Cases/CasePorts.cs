using System.Net;
using System.Net.Sockets;

namespace Naftiko.Host.Tests.Cases;

/// <summary>Gives out ports for surfaces, each once. They lie below those that the system gives to clients, so none is taken between choosing and opening.</summary>
internal static class CasePorts
{
    private const int First = 20_000;
    private const int Count = 12_000;

    private static int _last = Environment.ProcessId * 67;

    public static int Take()
    {
        for (var tries = 0; tries < Count; tries++)
        {
            var port = First + ((Interlocked.Increment(ref _last) & int.MaxValue) % Count);
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException)
            {
                // Somebody else's.
            }
        }

        throw new InvalidOperationException("There is no free port.");
    }
}
