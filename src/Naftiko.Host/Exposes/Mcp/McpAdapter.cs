using System.Collections.Frozen;
using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Naftiko.Host.Exposes.Mcp.Wire;

namespace Naftiko.Host.Exposes.Mcp;

/// <summary>Makes the definition of an MCP server of the tools it lists: a surface's, or those of a whole port.</summary>
internal sealed class McpAdapter
{
    private const int PageSize = 250;

    private readonly IReadOnlyList<ToolBinding> _tools;
    private readonly FrozenDictionary<string, ToolBinding> _byName;
    private readonly Lazy<IReadOnlyList<Tool>> _modern;
    private readonly Lazy<IReadOnlyList<Tool>> _handshake;

    private McpAdapter(IReadOnlyList<ToolBinding> tools)
    {
        _tools = tools;
        _byName = tools.ToFrozenDictionary(t => t.Name, StringComparer.Ordinal);

        // Schemas are written when a client first asks: most of thousands of servers are never listed.
        _modern = new Lazy<IReadOnlyList<Tool>>(() => [.. _tools.Select(t => t.List(isModern: true))]);
        _handshake = new Lazy<IReadOnlyList<Tool>>(() => [.. _tools.Select(t => t.List(isModern: false))]);
    }

    /// <param name="name">The server's name.</param>
    /// <param name="version">Its version.</param>
    /// <param name="instructions">What it is for.</param>
    /// <param name="tools">Its tools, in order; names are unique.</param>
    public static McpDefinition Define(string name, string? version, string? instructions, IReadOnlyList<ToolBinding> tools)
    {
        var adapter = new McpAdapter(tools);
        var options = new McpServerOptions
        {
            ServerInfo = new Implementation { Name = name, Version = version ?? "1.0.0" },
            ServerInstructions = instructions,
        };
        options.Handlers.ListToolsHandler = (request, _) => ValueTask.FromResult(adapter.List(request));
        options.Handlers.CallToolHandler = adapter.CallAsync;
        return new McpDefinition(options, adapter.CallDirectAsync);
    }

    private ListToolsResult List(RequestContext<ListToolsRequestParams> request)
    {
        var (items, next) = McpPages.Of((IsModern(request) ? _modern : _handshake).Value, request.Params?.Cursor, PageSize);
        return new ListToolsResult { Tools = items, NextCursor = next };
    }

    private async ValueTask<bool> CallDirectAsync(DirectCall call, Utf8JsonWriter result, CancellationToken cancellationToken)
    {
        if (!_byName.TryGetValue(call.Tool, out var tool))
        {
            return false;
        }

        McpResults.Write(result, await tool.RunAsync(call.Arguments, cancellationToken), tool, McpRevisions.IsModern(call.Revision));
        return true;
    }

    private async ValueTask<CallToolResult> CallAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken)
    {
        if (request.Params is not { } call || !_byName.TryGetValue(call.Name, out var tool))
        {
            throw new McpProtocolException($"Unknown tool '{request.Params?.Name}'.", McpErrorCode.InvalidParams);
        }

        var outcome = await tool.RunAsync(Arguments(call), cancellationToken);
        using var buffer = new Engine.Values.PooledBuffer();
        await using (var writer = new Utf8JsonWriter(buffer, McpJson.WriterOptions))
        {
            writer.WriteStartObject();
            McpResults.Write(writer, outcome, tool, IsModern(request));
            writer.WriteEndObject();
        }

        return JsonSerializer.Deserialize(buffer.Written.Span, McpJson.Of<CallToolResult>()) ?? throw new InvalidOperationException("A result is never null.");
    }

    /// <summary>The arguments of a call as one object; undefined when there are none.</summary>
    public static JsonElement Arguments(CallToolRequestParams? call)
    {
        if (call?.Arguments is not { Count: > 0 } given)
        {
            return default;
        }

        using var buffer = new Engine.Values.PooledBuffer();
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

    /// <summary>Whether the request is of a revision whose structured results may be anything.</summary>
    public static bool IsModern<T>(RequestContext<T> request) =>
        McpRevisions.IsModern(request.JsonRpcRequest.Context?.ProtocolVersion ?? request.Server.NegotiatedProtocolVersion ?? McpRevisions.LatestHandshake);
}
