using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Naftiko.Engine.Values;
using Naftiko.Host.Exposes.Mcp.Prompts;
using Naftiko.Host.Exposes.Mcp.Resources;
using Naftiko.Host.Exposes.Mcp.Search;
using Naftiko.Host.Exposes.Mcp.Wire;
using Naftiko.Host.Observability;

namespace Naftiko.Host.Exposes.Mcp;

/// <summary>Makes the definition of an MCP server of what it offers: a surface's, or that of a whole port.</summary>
internal sealed class McpAdapter
{
    /// <summary>The most entries of one page of a list.</summary>
    public const int PageSize = 250;

    private readonly McpOffer _offer;
    private readonly FrozenDictionary<string, ToolBinding> _byName;
    private readonly Lazy<IReadOnlyList<Tool>> _modern;
    private readonly Lazy<IReadOnlyList<Tool>> _handshake;
    private readonly Lazy<byte[]> _modernJson;
    private readonly Lazy<byte[]> _handshakeJson;

    private McpAdapter(McpOffer offer, Implementation server)
    {
        _offer = offer;
        _byName = offer.Tools.ToFrozenDictionary(t => t.Name, StringComparer.Ordinal);

        // Schemas are written when a client first asks: most of thousands of servers are never listed.
        _modern = new Lazy<IReadOnlyList<Tool>>(() => [.. offer.Tools.Select(t => t.List(isModern: true))]);
        _handshake = new Lazy<IReadOnlyList<Tool>>(() => [.. offer.Tools.Select(t => t.List(isModern: false))]);
        _modernJson = new Lazy<byte[]>(() => ListJson(isModern: true, server));
        _handshakeJson = new Lazy<byte[]>(() => ListJson(isModern: false, server));
    }

    /// <param name="name">The server's name.</param>
    /// <param name="version">Its version.</param>
    /// <param name="instructions">What it is for.</param>
    /// <param name="offer">What it lists, in order.</param>
    /// <param name="isSearched">Whether it lists tools that find, describe and call the others instead of all of them.</param>
    public static McpDefinition Define(string name, string? version, string? instructions, McpOffer offer, bool isSearched = false)
    {
        var server = new Implementation { Name = name, Version = version ?? "1.0.0" };
        var adapter = new McpAdapter(offer, server);
        var options = new McpServerOptions
        {
            ServerInfo = server,
            ServerInstructions = isSearched ? $"{instructions} {ToolSearch.Instructions}".TrimStart() : instructions,
        };
        DirectToolCall direct = adapter.Run;
        options.Handlers.ListToolsHandler = (request, _) => ValueTask.FromResult(adapter.List(request.Params?.Cursor, IsModern(request)));
        options.Handlers.CallToolHandler = adapter.CallAsync;
        if (isSearched)
        {
            direct = ToolSearch.AddTo(options.Handlers, offer);
        }

        ResourceHandlers.AddTo(options.Handlers, offer);
        PromptHandlers.AddTo(options.Handlers, offer);
        Completions.AddTo(options.Handlers, offer);
        return new McpDefinition(options, direct)
        {
            Telemetry = offer.Telemetry,
            ToolList = isSearched || offer.Telemetry is not null ? null : isModern => (isModern ? adapter._modernJson : adapter._handshakeJson).Value,
        };
    }

    /// <summary>Whether the answer follows 2026-07-28.</summary>
    public static bool IsModern<T>(RequestContext<T> request) =>
        McpRevisions.IsModern(request.JsonRpcRequest.Context?.ProtocolVersion ?? request.Server.NegotiatedProtocolVersion ?? McpRevisions.LatestHandshake);

    private ListToolsResult List(string? cursor, bool isModern)
    {
        var (items, next) = McpPages.Of((isModern ? _modern : _handshake).Value, cursor, PageSize);
        return _offer.Cacheable(new ListToolsResult { Tools = items, NextCursor = next }, isModern);
    }

    /// <summary>The first page as the SDK's server would write it.</summary>
    private byte[] ListJson(bool isModern, Implementation server)
    {
        var list = JsonSerializer.SerializeToNode(List(null, isModern), McpJson.Of<ListToolsResult>())?.AsObject() ?? throw new InvalidOperationException("A result is an object.");
        if (isModern)
        {
            list["resultType"] = McpRevisions.CompleteResult;
            list["_meta"] = new JsonObject { [MetaKeys.ServerInfo] = JsonSerializer.SerializeToNode(server, McpJson.Of<Implementation>()) };
        }

        using var buffer = new PooledBuffer();
        using (var writer = new Utf8JsonWriter(buffer, McpJson.WriterOptions))
        {
            list.WriteTo(writer);
        }

        return buffer.Written.ToArray();
    }

    private ToolRun? Run(DirectCall call, CancellationToken cancellationToken) =>
        _byName.TryGetValue(call.Tool, out var tool) ? tool.Run(call.Arguments, McpCaller.Of(call), cancellationToken) : null;

    private ValueTask<CallToolResult> CallAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken)
    {
        if (request.Params is not { } call || !_byName.TryGetValue(call.Name, out var tool))
        {
            ObservedMcp.Refuse(_offer.Telemetry, RequestMethods.ToolsCall, McpCaller.Of(request));
            throw new McpProtocolException($"Unknown tool '{request.Params?.Name}'.", McpErrorCode.InvalidParams);
        }

        return tool.Run(Arguments(call), McpCaller.Of(request), cancellationToken).ResultAsync(IsModern(request));
    }

    /// <summary>The arguments of a call as one object; undefined when there are none.</summary>
    public static JsonElement Arguments(CallToolRequestParams? call)
    {
        if (call?.Arguments is not { Count: > 0 } given)
        {
            return default;
        }

        using var buffer = new PooledBuffer();
        using (var writer = new Utf8JsonWriter(buffer, McpJson.WriterOptions))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in given)
            {
                writer.WritePropertyName(name);
                value.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return JsonElement.Parse(buffer.Written.Span);
    }
}
