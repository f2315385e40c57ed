using System.Collections.Frozen;
using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Naftiko.Engine.Values;
using Naftiko.Host.Exposes.Mcp.Wire;

namespace Naftiko.Host.Exposes.Mcp.Search;

/// <summary>
/// Three tools instead of thousands: one finds tools by words, one describes a tool, one calls it. A model that cannot hold thousands of
/// descriptions still reaches every tool.
/// </summary>
internal sealed class ToolSearch
{
    /// <summary>More tools than this at one address are searched rather than listed, unless the operator says otherwise: listed, they would fill a model's
    /// context before it has read the question.</summary>
    public const int AutomaticAbove = 500;

    /// <summary>What a server tells models about the three tools.</summary>
    public const string Instructions = $"Find tools with {SearchTools}, read about one with {DescribeTool}, call it with {CallTool}.";

    private const string SearchTools = "search_tools";
    private const string DescribeTool = "describe_tool";
    private const string CallTool = "call_tool";
    private const int DefaultLimit = 10;
    private const int MaxLimit = 50;

    private readonly FrozenDictionary<string, ToolBinding> _byName;
    private readonly Lazy<ToolIndex> _index;
    private readonly Tool[] _listed;

    private ToolSearch(IReadOnlyList<ToolBinding> tools)
    {
        _byName = tools.ToFrozenDictionary(t => t.Name, StringComparer.Ordinal);
        _index = new Lazy<ToolIndex>(() => new ToolIndex(tools));
        _listed =
        [
            new Tool
            {
                Name = SearchTools,
                Description = $"Finds tools among {tools.Count} by words of their name, description and arguments. Answers the best ones with name, server, description and arguments.",
                InputSchema = JsonElement.Parse("""
                    {"type":"object","properties":{"query":{"type":"string","description":"What the tool should do, in a few words"},
                    "limit":{"type":"integer","description":"The most tools to answer with; 10 when left out","minimum":1,"maximum":50}},"required":["query"],"additionalProperties":false}
                    """),
                Annotations = new ToolAnnotations { ReadOnlyHint = true, IdempotentHint = true, OpenWorldHint = false },
            },
            new Tool
            {
                Name = DescribeTool,
                Description = "Answers everything about one tool: description, the JSON Schemas of its arguments and of its answer, and its hints.",
                InputSchema = JsonElement.Parse("""
                    {"type":"object","properties":{"name":{"type":"string","description":"The tool's name, as search_tools gave it"}},"required":["name"],"additionalProperties":false}
                    """),
                Annotations = new ToolAnnotations { ReadOnlyHint = true, IdempotentHint = true, OpenWorldHint = false },
            },
            new Tool
            {
                Name = CallTool,
                Description = "Calls a tool that search_tools found and gives its answer.",
                InputSchema = JsonElement.Parse("""
                    {"type":"object","properties":{"name":{"type":"string","description":"The tool's name"},
                    "arguments":{"type":"object","description":"Its arguments, as describe_tool says"}},"required":["name"],"additionalProperties":false}
                    """),
            },
        ];
    }

    /// <summary>The three tools, as they are listed for these.</summary>
    public static IReadOnlyList<Tool> ListFor(IReadOnlyList<ToolBinding> tools) => new ToolSearch(tools)._listed;

    /// <summary>Lists and serves the three tools instead of those of <paramref name="offer"/>.</summary>
    /// <returns>The short way of plain calls.</returns>
    public static DirectToolCall AddTo(McpServerHandlers handlers, McpOffer offer)
    {
        var search = new ToolSearch(offer.Tools);
        handlers.ListToolsHandler = (request, _) => ValueTask.FromResult(search.List(request, offer));
        handlers.CallToolHandler = search.CallAsync;
        return (call, cancellationToken) => search.Run(call.Tool, call.Arguments, McpCaller.Of(call), cancellationToken);
    }

    private ListToolsResult List(RequestContext<ListToolsRequestParams> request, McpOffer offer)
    {
        var (tools, _) = McpPages.Of(_listed, request.Params?.Cursor, McpAdapter.PageSize);
        return offer.Cacheable(new ListToolsResult { Tools = tools }, McpAdapter.IsModern(request));
    }

    private ValueTask<CallToolResult> CallAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken)
    {
        var name = request.Params?.Name ?? "";
        return Run(name, McpAdapter.Arguments(request.Params), McpCaller.Of(request), cancellationToken)?.ResultAsync(McpAdapter.IsModern(request))
            ?? throw new McpProtocolException($"Unknown tool '{name}'.", McpErrorCode.InvalidParams);
    }

    private ToolRun? Run(string tool, JsonElement arguments, McpCaller caller, CancellationToken cancellationToken)
    {
        switch (tool)
        {
            case SearchTools when Text(arguments, "query") is var query:
                return string.IsNullOrWhiteSpace(query)
                    ? ToolRun.Done(result => McpResults.WriteError(result, "'query' is missing: what should the tool do, in a few words?"))
                    : ToolRun.Done(result => WriteFound(query, Limit(arguments), result));
            case DescribeTool when Text(arguments, "name") is var name:
                return new ToolRun(default, (result, _, isModern) => WriteDescription(name, result, isModern));
            case CallTool when Text(arguments, "name") is var name:
                var inner = arguments.ValueKind is JsonValueKind.Object && arguments.TryGetProperty("arguments", out var given) && given.ValueKind == JsonValueKind.Object ? given : default;
                return _byName.TryGetValue(name, out var found) ? found.Run(inner, caller, cancellationToken) : ToolRun.Done(result => WriteUnknown(name, result));
            default:
                return null;
        }
    }

    private void WriteFound(string query, int limit, Utf8JsonWriter result)
    {
        var found = _index.Value.Search(query, limit);
        using var buffer = new PooledBuffer();
        using (var writer = new Utf8JsonWriter(buffer, McpJson.WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("tools");
            foreach (var tool in found.Tools)
            {
                writer.WriteStartObject();
                writer.WriteString("name", tool.Name);
                writer.WriteString("server", tool.Server);
                writer.WriteString("description", tool.Tool.Description ?? tool.Tool.Title);
                writer.WriteStartArray("arguments");
                foreach (var (name, input) in tool.Arguments)
                {
                    writer.WriteStringValue(input.IsRequired ? $"{name} (required)" : name);
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            WriteUnknown(found.Unknown, writer);
            writer.WriteEndObject();
        }

        McpResults.WriteJson(result, buffer.Written.Span);
    }

    /// <summary>Tells a model that what it looks for is not there, rather than let it take the next best for it.</summary>
    private static void WriteUnknown(IReadOnlyList<string> words, Utf8JsonWriter writer)
    {
        if (words.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("wordsThatNoToolHas");
        foreach (var word in words)
        {
            writer.WriteStringValue(word);
        }

        writer.WriteEndArray();
    }

    private void WriteDescription(string name, Utf8JsonWriter result, bool isModern)
    {
        if (!_byName.TryGetValue(name, out var tool))
        {
            WriteUnknown(name, result);
            return;
        }

        McpResults.WriteJson(result, JsonSerializer.SerializeToUtf8Bytes(tool.List(isModern), McpJson.Of<Tool>()));
    }

    private void WriteUnknown(string name, Utf8JsonWriter result)
    {
        var near = string.Join(", ", _index.Value.Search(name, 3).Tools.Select(t => t.Name));
        var advice = near.Length == 0 ? "" : $" Nearest: {near}.";
        McpResults.WriteError(result, $"There is no tool '{name}'.{advice} Find tools with {SearchTools}.");
    }

    private static string Text(JsonElement arguments, string name) =>
        arguments.ValueKind == JsonValueKind.Object && arguments.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : "";

    private static int Limit(JsonElement arguments) =>
        arguments.ValueKind == JsonValueKind.Object && arguments.TryGetProperty("limit", out var value) && value.TryGetInt32(out var limit) ? Math.Clamp(limit, 1, MaxLimit) : DefaultLimit;
}
