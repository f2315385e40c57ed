using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Protocol;
using Naftiko.Host.Exposes.Mcp.Wire;

namespace Naftiko.Host.Exposes.Mcp.Serving;

/// <summary>
/// Messages over a pair of streams, one a line (MCP, "stdio"). For the server, the input ends only when everything that came in is answered: the SDK's own transport
/// sends nothing after its input has ended, and a client that sends its requests and closes (<c>printf … | naftiko serve --stdio FILE</c>) would get no answer.
/// </summary>
internal sealed partial class StdioTransport : ITransport
{
    private readonly Channel<JsonRpcMessage> _incoming = Channel.CreateUnbounded<JsonRpcMessage>(new UnboundedChannelOptions { SingleReader = true });
    private readonly HashSet<RequestId> _unanswered = [];
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly StreamReader _input;
    private readonly Stream _output;
    private readonly Action _inputEnded;
    private readonly ILogger _log;
    private bool _hasEnded;

    /// <param name="input">The client's messages.</param>
    /// <param name="output">Where the server's go.</param>
    /// <param name="inputEnded">Called when no more can come in: what waits for the client must not wait on.</param>
    /// <param name="log">Told of lines that are no messages.</param>
    public StdioTransport(Stream input, Stream output, Action inputEnded, ILogger log)
    {
        _input = new StreamReader(input, Encoding.UTF8);
        _output = output;
        _inputEnded = inputEnded;
        _log = log;
        _ = Task.Run(ReadAsync); // a console's stream may block
    }

    public string? SessionId => null;

    public ChannelReader<JsonRpcMessage> MessageReader => _incoming.Reader;

    public async Task SendMessageAsync(JsonRpcMessage message, CancellationToken cancellationToken = default)
    {
        try
        {
            byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(message, McpJson.Message), (byte)'\n'];
            await _writing.WaitAsync(cancellationToken);
            try
            {
                await _output.WriteAsync(line, cancellationToken);
                await _output.FlushAsync(cancellationToken);
            }
            finally
            {
                _writing.Release();
            }
        }
        finally
        {
            if (message is JsonRpcResponse or JsonRpcError)
            {
                Settle(((JsonRpcMessageWithId)message).Id);
            }
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task ReadAsync()
    {
        try
        {
            while (await _input.ReadLineAsync() is { } line)
            {
                if (Parse(line) is { } message)
                {
                    Note(message);
                    _incoming.Writer.TryWrite(message);
                }
            }
        }
        catch (Exception broken) when (broken is IOException or ObjectDisposedException)
        {
            LogBroken(broken);
        }

        _inputEnded();
        lock (_unanswered)
        {
            _hasEnded = true;
            EndWhenAnswered();
        }
    }

    private JsonRpcMessage? Parse(string line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(line, McpJson.Message);
        }
        catch (JsonException)
        {
            LogNoMessage();
            return null;
        }
    }

    private void Note(JsonRpcMessage message)
    {
        if (message is JsonRpcRequest request)
        {
            lock (_unanswered)
            {
                _unanswered.Add(request.Id);
            }
        }
        else if (message is JsonRpcNotification { Method: NotificationMethods.CancelledNotification, Params: { } parameters }
            && parameters["requestId"] is JsonValue value && value.TryGetValue<JsonElement>(out var element) && McpMessage.ReadId(element) is { } id)
        {
            // What is withdrawn gets no answer.
            Settle(id);
        }
    }

    private void Settle(RequestId id)
    {
        lock (_unanswered)
        {
            _unanswered.Remove(id);
            EndWhenAnswered();
        }
    }

    private void EndWhenAnswered()
    {
        if (_hasEnded && _unanswered.Count == 0)
        {
            _incoming.Writer.TryComplete();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A line of the input is no JSON-RPC message.")]
    private partial void LogNoMessage();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The input broke off.")]
    private partial void LogBroken(Exception fault);
}
