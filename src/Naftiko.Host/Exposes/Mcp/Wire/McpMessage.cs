using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;

namespace Naftiko.Host.Exposes.Mcp.Wire;

/// <summary>One JSON-RPC message as it came in. Looks into the request's own buffer, so it must not outlive the request.</summary>
internal sealed class McpMessage : IDisposable
{
    private const string MetaName = "_meta";
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };
    private readonly JsonDocument _document;

    private McpMessage(JsonDocument document, string? method, RequestId? id)
    {
        _document = document;
        Method = method;
        Id = id;
        Params = method is not null && document.RootElement.TryGetProperty("params", out var parameters) ? parameters : default;
        Meta = Member(Params, MetaName);
        MetaVersion = Text(Meta, MetaKeys.ProtocolVersion);
        Name = Text(Params, "name");
    }

    /// <summary>The method, or null for a response.</summary>
    public string? Method { get; }

    /// <summary>The id, or null for a notification.</summary>
    public RequestId? Id { get; }

    public JsonElement Params { get; }

    public JsonElement Meta { get; }

    /// <summary>The revision that <c>_meta</c> claims, or null.</summary>
    public string? MetaVersion { get; }

    /// <summary>The tool or prompt that <c>params</c> names, or null.</summary>
    public string? Name { get; }

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

        fault = Check(document.RootElement, out var method, out var id);
        if (fault is null)
        {
            return new McpMessage(document, method, id);
        }

        document.Dispose();
        return null;
    }

    /// <summary>The member of an object, or an undefined value.</summary>
    public static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

    /// <summary>A string member of an object, or null.</summary>
    public static string? Text(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

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

    /// <summary>What a 2026-07-28 request says about its client; null when that is malformed.</summary>
    public JsonRpcMessageContext? MetaContext()
    {
        try
        {
            return new JsonRpcMessageContext
            {
                ProtocolVersion = MetaVersion,
                ClientInfo = Read<Implementation>(MetaKeys.ClientInfo),
                ClientCapabilities = Read<ClientCapabilities>(MetaKeys.ClientCapabilities),
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

    public void Dispose() => _document.Dispose();

    /// <summary>An id as JSON, or null: a string or a whole number.</summary>
    public static RequestId? ReadId(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => new RequestId(element.GetString() ?? ""),
        JsonValueKind.Number when element.TryGetInt64(out var number) => new RequestId(number),
        _ => null,
    };

    private static McpFault? Check(JsonElement root, out string? method, out RequestId? id)
    {
        (method, id) = (null, null);
        if (root.ValueKind is JsonValueKind.Array)
        {
            return McpFault.BadRequest("Batches are not accepted: send one message a request.");
        }

        if (root.ValueKind is not JsonValueKind.Object || Member(root, "jsonrpc") is not { ValueKind: JsonValueKind.String } version || !version.ValueEquals("2.0"u8))
        {
            return McpFault.BadRequest("The body is not a JSON-RPC 2.0 message.");
        }

        method = Text(root, "method");
        if (root.TryGetProperty("id", out var idElement) && (id = ReadId(idElement)) is null)
        {
            return McpFault.BadRequest("An id must be a string or a whole number.");
        }

        if (method is null && (root.TryGetProperty("method", out _) || id is null || !IsAnswer(root)))
        {
            return McpFault.BadRequest("The body is neither a request, a notification nor a response.");
        }

        return Member(root, "params").ValueKind is JsonValueKind.Undefined or JsonValueKind.Object
            ? null
            : McpFault.BadRequest("params must be an object.");
    }

    private JsonObject? CopyOfParams() => Params.ValueKind is JsonValueKind.Object ? JsonObject.Create(Params.Clone()) : null;

    private T? Read<T>(string key) =>
        Member(Meta, key) is { ValueKind: not JsonValueKind.Undefined } value ? value.Deserialize(McpJson.Of<T>()) : default;

    private static bool IsAnswer(JsonElement root) => root.TryGetProperty("result", out _) || root.TryGetProperty("error", out _);
}
