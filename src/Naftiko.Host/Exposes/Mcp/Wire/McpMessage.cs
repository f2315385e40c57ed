using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;

namespace Naftiko.Host.Exposes.Mcp.Wire;

/// <summary>One JSON-RPC message as it came in. Looks into the request's own buffer, so it must not outlive the request.</summary>
internal sealed class McpMessage : IDisposable
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };
    private readonly JsonDocument _document;
    private IDisposable? _held;

    private McpMessage(JsonDocument document, string? method, RequestId? id, JsonElement parameters)
    {
        _document = document;
        Method = method;
        Id = id;
        if (method is not null && parameters.ValueKind is JsonValueKind.Object)
        {
            Params = parameters;
            ReadParams();
        }
    }

    /// <summary>The method, or null for a response.</summary>
    public string? Method { get; }

    /// <summary>The id, or null for a notification.</summary>
    public RequestId? Id { get; }

    public JsonElement Params { get; }

    public JsonElement Meta { get; private set; }

    /// <summary>The revision that <c>_meta</c> claims, or null.</summary>
    public string? MetaVersion { get; private set; }

    /// <summary>What the client can do, as <c>_meta</c> says, or undefined.</summary>
    public JsonElement ClientCapabilities { get; private set; }

    /// <summary>The tool or prompt that <c>params</c> names, or null.</summary>
    public string? Name { get; private set; }

    /// <summary>The arguments in <c>params</c>, or undefined.</summary>
    public JsonElement Arguments { get; private set; }

    /// <summary>Whether <c>params</c> asks for a further page of a list.</summary>
    public bool HasCursor { get; private set; }

    /// <summary>Whether one answer is all it asks for: progress and log need an event stream, tasks and second rounds more than one request.</summary>
    public bool IsPlain { get; private set; } = true;

    /// <summary>Reads a message.</summary>
    /// <param name="body">The request's bytes; the message refers to them.</param>
    /// <param name="fault">Why there is no message.</param>
    /// <returns>The message, or null.</returns>
    public static McpMessage? Parse(ReadOnlyMemory<byte> body, out McpFault? fault)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(body, Strict);
        }
        catch (JsonException)
        {
            fault = McpFault.BadJson("The body is not one JSON value.");
            return null;
        }

        fault = Check(document.RootElement, out var method, out var id, out var parameters);
        if (fault is null)
        {
            return new McpMessage(document, method, id, parameters);
        }

        document.Dispose();
        return null;
    }

    /// <summary>The member of an object, or an undefined value.</summary>
    public static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

    /// <summary>A string member of an object, or null.</summary>
    public static string? Text(JsonElement element, string name) => TextOf(Member(element, name));

    /// <summary>The request for the SDK's server: a copy, because handlers may keep it longer than the HTTP request lives.</summary>
    public JsonRpcRequest ToRequest(RequestId id, JsonRpcMessageContext context) =>
        new() { Id = id, Method = Method!, Params = CopyOfParams(), Context = context };

    /// <summary>The notification or response for the SDK's server, copied likewise; null when it is malformed.</summary>
    public JsonRpcMessage? ToAnswerOrNotification(JsonRpcMessageContext context)
    {
        if (Method is not null)
        {
            return new JsonRpcNotification { Method = Method, Params = CopyOfParams(), Context = context };
        }

        try
        {
            return _document.RootElement.Deserialize(McpJson.Message);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What a 2026-07-28 request says about its client, whose capabilities are an object; null when it is malformed.</summary>
    public JsonRpcMessageContext? MetaContext()
    {
        try
        {
            return new JsonRpcMessageContext
            {
                ProtocolVersion = MetaVersion,
                ClientInfo = Read<Implementation>(MetaKeys.ClientInfo),
                // Most clients can do nothing that a server could ask for, and say so: {}.
                ClientCapabilities = ClientCapabilities.GetPropertyCount() == 0 ? new ClientCapabilities() : ClientCapabilities.Deserialize(McpJson.Of<ClientCapabilities>()),
#pragma warning disable MCP9005 // Deprecated, but the revision still has it.
                LogLevel = Member(Meta, MetaKeys.LogLevel).ValueKind is JsonValueKind.Undefined ? null : Read<LoggingLevel>(MetaKeys.LogLevel),
#pragma warning restore MCP9005
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Holds what is to be given back when the message is done with: one thing at most.</summary>
    public void Hold(IDisposable held) => _held = held;

    public void Dispose()
    {
        _held?.Dispose();
        _document.Dispose();
    }

    /// <summary>An id as JSON, or null: a string or a whole number.</summary>
    public static RequestId? ReadId(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => new RequestId(element.GetString() ?? ""),
        JsonValueKind.Number when element.TryGetInt64(out var number) => new RequestId(number),
        _ => null,
    };

    // One pass over the members: looking each up by its name costs more than all else here.
    private static McpFault? Check(JsonElement root, out string? method, out RequestId? id, out JsonElement parameters)
    {
        (method, id, parameters) = (null, null, default);
        if (root.ValueKind is JsonValueKind.Array)
        {
            return McpFault.BadRequest("Batches are not accepted: send one message a request.");
        }

        var (isJsonRpc, hasMethod, isAnswer, hasBadId) = (false, false, false, false);
        foreach (var member in root.ValueKind is JsonValueKind.Object ? root.EnumerateObject() : default)
        {
            if (member.NameEquals("jsonrpc"u8))
            {
                isJsonRpc = member.Value.ValueKind is JsonValueKind.String && member.Value.ValueEquals("2.0"u8);
            }
            else if (member.NameEquals("id"u8))
            {
                id = ReadId(member.Value);
                hasBadId = id is null;
            }
            else if (member.NameEquals("method"u8))
            {
                hasMethod = true;
                method = member.Value.ValueKind is JsonValueKind.String && member.Value.ValueEquals(RequestMethods.ToolsCall) ? RequestMethods.ToolsCall : TextOf(member.Value);
            }
            else if (member.NameEquals("params"u8))
            {
                parameters = member.Value;
            }
            else if (member.NameEquals("result"u8) || member.NameEquals("error"u8))
            {
                isAnswer = true;
            }
        }

        if (!isJsonRpc)
        {
            return McpFault.BadRequest("The body is not a JSON-RPC 2.0 message.");
        }

        if (hasBadId)
        {
            return McpFault.BadRequest("An id must be a string or a whole number.");
        }

        if (method is null && (hasMethod || id is null || !isAnswer))
        {
            return McpFault.BadRequest("The body is neither a request, a notification nor a response.");
        }

        return parameters.ValueKind is JsonValueKind.Undefined or JsonValueKind.Object ? null : McpFault.BadRequest("params must be an object.");
    }

    private void ReadParams()
    {
        foreach (var member in Params.EnumerateObject())
        {
            if (member.NameEquals("name"u8))
            {
                Name = TextOf(member.Value);
            }
            else if (member.NameEquals("arguments"u8))
            {
                Arguments = member.Value;
            }
            else if (member.NameEquals("_meta"u8))
            {
                ReadMeta(member.Value);
            }
            else if (member.NameEquals("cursor"u8))
            {
                HasCursor = true;
            }
            else if (member.NameEquals("inputResponses"u8) || member.NameEquals("requestState"u8) || member.NameEquals("task"u8))
            {
                IsPlain = false;
            }
        }
    }

    private void ReadMeta(JsonElement meta)
    {
        Meta = meta;
        if (meta.ValueKind is not JsonValueKind.Object)
        {
            return;
        }

        foreach (var member in meta.EnumerateObject())
        {
            if (member.NameEquals(MetaKeys.ProtocolVersion))
            {
                MetaVersion = TextOf(member.Value);
            }
            else if (member.NameEquals(MetaKeys.ClientCapabilities))
            {
                ClientCapabilities = member.Value;
            }
            else if (member.NameEquals("progressToken"u8) || member.NameEquals(MetaKeys.LogLevel))
            {
                IsPlain = false;
            }
        }
    }

    private JsonObject? CopyOfParams() => Params.ValueKind is JsonValueKind.Object ? JsonObject.Create(Params.Clone()) : null;

    private T? Read<T>(string key) =>
        Member(Meta, key) is { ValueKind: not JsonValueKind.Undefined } value ? value.Deserialize(McpJson.Of<T>()) : default;

    private static string? TextOf(JsonElement element) => element.ValueKind is JsonValueKind.String ? element.GetString() : null;
}
