using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Naftiko.Host.Tests.Cases;

/// <summary>Makes the exchanges of a case, byte by byte.</summary>
/// <param name="ports">The real port for each one of the files.</param>
internal sealed class CaseCaller(IReadOnlyDictionary<int, int> ports)
{
    private const int RestPort = 8080;
    private const int McpPort = 9090;

    /// <summary>Sends the block's request and gives the text of the answer.</summary>
    public async Task<string> CallAsync(CaseBlock exchange, bool isVerbatim, CancellationToken cancellationToken)
    {
        switch (exchange.Kind)
        {
            case "mcp list":
                var list = """{"jsonrpc":"2.0","id":1,"method":"tools/list"}""";
                return CaseText.OfRpc(await RpcAsync(exchange.Words, list, cancellationToken), "tools");
            case "mcp call":
                var arguments = exchange.Text.Length == 0 ? "{}" : exchange.ExpandedText;
                var name = JsonEncodedText.Encode(exchange.Words[0]);
                var call = $$$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"{{{name}}}","arguments":{{{arguments}}}}}""";
                return CaseText.OfRpc(await RpcAsync(exchange.Words.Skip(1), call, cancellationToken), null);
            case "mcp send":
                var parameters = exchange.Text.Length == 0 ? "{}" : exchange.ExpandedText;
                var send = $$$"""{"jsonrpc":"2.0","id":1,"method":"{{{exchange.Words[0]}}}","params":{{{parameters}}}}""";
                return CaseText.OfRpc(await RpcAsync(exchange.Words.Skip(1), send, cancellationToken), null);
            default:
                var port = exchange.Words.FirstOrDefault(word => char.IsAsciiDigit(word[0])) is { } written ? int.Parse(written, CultureInfo.InvariantCulture) : RestPort;
                var text = exchange.ExpandedText;
                var bytes = exchange.Words.Contains("raw") ? Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n")) : Complete(text);
                return CaseText.OfResponse(await SendAsync(port, bytes, !text.StartsWith("HEAD ", StringComparison.Ordinal), cancellationToken), isVerbatim);
        }
    }

    private Task<WireMessage?> RpcAsync(IEnumerable<string> words, string body, CancellationToken cancellationToken)
    {
        var path = words.FirstOrDefault(word => word.StartsWith('/')) ?? "/mcp";
        var request = $"POST {path}\nContent-Type: application/json\nAccept: application/json, text/event-stream\nMCP-Protocol-Version: 2025-11-25\n\n{body}";
        return SendAsync(McpPort, Complete(request), true, cancellationToken);
    }

    /// <summary>Adds what every request has and no case is about.</summary>
    private static byte[] Complete(string text)
    {
        var split = text.IndexOf("\n\n", StringComparison.Ordinal);
        var lines = (split < 0 ? text.TrimEnd('\n') : text[..split]).Split('\n').ToList();
        var body = Encoding.UTF8.GetBytes(split < 0 ? "" : text[(split + 2)..]);
        lines[0] += lines[0].EndsWith(" HTTP/1.1", StringComparison.Ordinal) ? "" : " HTTP/1.1";
        Default("Host", "localhost");
        Default("Connection", "close");
        if (body.Length > 0 && !Has("Transfer-Encoding"))
        {
            Default("Content-Length", body.Length.ToString(CultureInfo.InvariantCulture));
        }

        return [.. Encoding.UTF8.GetBytes(string.Join("\r\n", lines) + "\r\n\r\n"), .. body];

        bool Has(string name) => lines.Exists(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase));

        void Default(string name, string value)
        {
            if (!Has(name))
            {
                lines.Add($"{name}: {value}");
            }
        }
    }

    private async Task<WireMessage?> SendAsync(int port, byte[] request, bool hasBody, CancellationToken cancellationToken)
    {
        if (!ports.TryGetValue(port, out var real))
        {
            // No surface asks for it.
            return null;
        }

        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, real, cancellationToken);
        }
        catch (SocketException)
        {
            // Nothing is served on this port.
            return null;
        }

        await using var stream = new BufferedStream(new NetworkStream(socket, ownsSocket: false));
        var reading = WireMessage.ReadAsync(stream, hasBody, cancellationToken);
        try
        {
            await socket.SendAsync(request, cancellationToken);
        }
        catch (SocketException)
        {
            // The server may answer and close before it has read everything.
        }

        return await reading;
    }
}
