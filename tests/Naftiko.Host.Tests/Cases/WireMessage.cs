using System.Globalization;
using System.Text;

namespace Naftiko.Host.Tests.Cases;

/// <summary>An HTTP/1.1 message as it came over the wire (RFC 9112).</summary>
/// <param name="StartLine">The request or status line.</param>
/// <param name="Headers">The header fields, in order.</param>
/// <param name="Body">The body, chunks put together.</param>
/// <param name="IsComplete">Whether the body is as long as its header said.</param>
internal sealed record WireMessage(string StartLine, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body, bool IsComplete)
{
    public string? Header(string name) => Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>Reads a message; null when the other side closed without one.</summary>
    /// <param name="stream">The connection.</param>
    /// <param name="hasBody">Whether a response may have a body; null for a request, whose headers say so.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<WireMessage?> ReadAsync(Stream stream, bool? hasBody, CancellationToken cancellationToken)
    {
        if (await ReadLineAsync(stream, cancellationToken) is not { Length: > 0 } start)
        {
            return null;
        }

        var headers = new List<KeyValuePair<string, string>>();
        while (await ReadLineAsync(stream, cancellationToken) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':');
            headers.Add(KeyValuePair.Create(line[..colon], line[(colon + 1)..].Trim()));
        }

        var message = new WireMessage(start, headers, [], true);
        if (hasBody == false || start.Contains(" 204", StringComparison.Ordinal) || start.Contains(" 304", StringComparison.Ordinal))
        {
            return message;
        }

        var body = new MemoryStream();
        var isComplete = message switch
        {
            _ when message.Header("Transfer-Encoding") is not null => await ReadChunksAsync(stream, body, cancellationToken),
            _ when message.Header("Content-Length") is { } length => await ReadAsync(stream, body, long.Parse(length, CultureInfo.InvariantCulture), cancellationToken),
            _ => hasBody is null || await ReadAsync(stream, body, long.MaxValue, cancellationToken) || true,
        };
        return message with { Body = body.ToArray(), IsComplete = isComplete };
    }

    private static async Task<bool> ReadChunksAsync(Stream stream, MemoryStream body, CancellationToken cancellationToken)
    {
        while (await ReadLineAsync(stream, cancellationToken) is { Length: > 0 } size)
        {
            var length = long.Parse(size.Split(';')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (!await ReadAsync(stream, body, length, cancellationToken))
            {
                return false;
            }

            await ReadLineAsync(stream, cancellationToken);
            if (length == 0)
            {
                return true;
            }
        }

        return false;
    }

    private static async Task<bool> ReadAsync(Stream stream, MemoryStream body, long length, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        while (length > 0)
        {
            var read = await TryReadAsync(stream, buffer.AsMemory(0, (int)Math.Min(length, buffer.Length)), cancellationToken);
            if (read == 0)
            {
                return false;
            }

            body.Write(buffer, 0, read);
            length -= read;
        }

        return true;
    }

    /// <summary>A line without its end; null at the end of the stream.</summary>
    private static async Task<string?> ReadLineAsync(Stream stream, CancellationToken cancellationToken)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (await TryReadAsync(stream, one, cancellationToken) > 0)
        {
            if (one[0] == '\n')
            {
                return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            }

            line.Add(one[0]);
        }

        return line.Count > 0 ? Encoding.UTF8.GetString([.. line]) : null;
    }

    /// <summary>A connection that breaks off has ended.</summary>
    private static async Task<int> TryReadAsync(Stream stream, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await stream.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
