using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Naftiko.Engine.Observability;
using Naftiko.Host.Exposes.Mcp.Serving;
using Naftiko.Host.Exposes.Mcp.Wire;

namespace Naftiko.Host.Exposes.Mcp;

/// <summary>
/// Where an MCP request says which trace it belongs to: its <c>_meta</c>, and the headers of the HTTP request that it came with; over stdio there
/// are none. Looked at only when somebody observes.
/// </summary>
internal readonly struct McpCaller
{
    private readonly JsonElement _meta;
    private readonly HttpRequest? _request;
    private readonly JsonObject? _copiedMeta;
    private readonly McpExchange? _exchange;

    private McpCaller(JsonElement meta, HttpRequest? request)
    {
        _meta = meta;
        _request = request;
    }

    private McpCaller(JsonObject? meta, JsonRpcMessageContext? context)
    {
        _copiedMeta = meta;
        _exchange = context?.RelatedTransport as McpExchange;
    }

    public static McpCaller Of(DirectCall call) => new(call.Meta, call.HttpContext.Request);

    public static McpCaller Of<T>(RequestContext<T> request)
        where T : RequestParams => new(request.Params?.Meta, request.JsonRpcRequest.Context);

    public static McpCaller Of(JsonRpcRequest request) => new((request.Params as JsonObject)?["_meta"] as JsonObject, request.Context);

    /// <summary>The caller's span; the default when it names none. What MCP itself carries counts first, and is always in W3C's format.</summary>
    public ActivityContext Span(TraceFormats formats)
    {
        if (formats == TraceFormats.None)
        {
            return default;
        }

        var span = TraceHeaders.Read(InMeta, TraceFormats.W3C);
        return span.TraceId == default ? TraceHeaders.Read(InHeaders, formats) : span;
    }

    private string? InMeta(string name)
    {
        if (_copiedMeta is null)
        {
            return McpMessage.Text(_meta, name);
        }

        return _copiedMeta[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
    }

    private string? InHeaders(string name)
    {
        if (_request is null)
        {
            return _exchange?.RequestHeader(name);
        }

        return _request.Headers.TryGetValue(name, out var values) ? values.ToString() : null;
    }
}
