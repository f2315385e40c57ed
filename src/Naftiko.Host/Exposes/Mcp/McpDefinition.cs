using System.Collections.Frozen;
using System.Text.Json;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Naftiko.Engine.Observability;
using Naftiko.Host.Exposes.Mcp.Wire;

namespace Naftiko.Host.Exposes.Mcp;

/// <summary>One server as a snapshot describes it. Immutable; a reload replaces it whole.</summary>
internal sealed class McpDefinition
{
    private readonly FrozenDictionary<string, McpHeaderParameter[]> _headerParameters;

    /// <param name="options">Name, instructions and handlers. Handlers answer from immutable data and are called concurrently; what the endpoint
    /// itself takes care of (<c>listChanged</c>, <c>subscriptions/listen</c>) needs no mention. A handler that needs the client's input throws
    /// <see cref="InputRequiredException"/>: without a session nothing can be asked on the way, and a handler left waiting would never end.</param>
    /// <param name="directToolCall">A short way for plain calls, or null.</param>
    /// <param name="tools">The tools whose schemas may name headers (<c>x-mcp-header</c>); others need not be given.</param>
    /// <exception cref="ArgumentException">The options name no server, or hold primitive collections: these neither keep an order nor make pages.</exception>
    public McpDefinition(McpServerOptions options, DirectToolCall? directToolCall = null, IEnumerable<Tool>? tools = null)
    {
        if (options.ToolCollection is not null || options.PromptCollection is not null || options.ResourceCollection is not null)
        {
            throw new ArgumentException("Give handlers, not primitive collections.", nameof(options));
        }

        ServerInfo = options.ServerInfo ?? throw new ArgumentException("Name the server.", nameof(options));
        ServerInfoJson = JsonSerializer.SerializeToUtf8Bytes(ServerInfo, McpJson.Of<Implementation>());
        Options = options;
        DirectToolCall = directToolCall;
        Lists = ListsOf(options.Handlers);
        _headerParameters = (tools ?? [])
            .Select(tool => (tool.Name, Parameters: McpHeaderParameter.Of(tool.InputSchema)))
            .Where(entry => entry.Parameters.Length > 0)
            .ToFrozenDictionary(entry => entry.Name, entry => entry.Parameters, StringComparer.Ordinal);
    }

    public McpServerOptions Options { get; }

    /// <summary>Who the server says it is.</summary>
    public Implementation ServerInfo { get; }

    /// <summary>The same as JSON: each 2026-07-28 answer repeats it.</summary>
    public ReadOnlyMemory<byte> ServerInfoJson { get; }

    public DirectToolCall? DirectToolCall { get; }

    /// <summary>
    /// The result of a <c>tools/list</c> without a cursor as JSON, for 2026-07-28 (true) or the revisions before (false). Each client asks for it when it
    /// connects, and its answer is always the same. Null: the SDK's server lists them.
    /// </summary>
    public Func<bool, ReadOnlyMemory<byte>>? ToolList { get; init; }

    /// <summary>Observes the requests that name nothing of a file; null: nobody does.</summary>
    public SurfaceTelemetry? Telemetry { get; init; }

    /// <summary>The lists this server has.</summary>
    public McpLists Lists { get; }

    /// <summary>The arguments of a tool that a client must repeat in <c>Mcp-Param-*</c> headers.</summary>
    public ReadOnlySpan<McpHeaderParameter> HeaderParameters(string tool) =>
        _headerParameters.TryGetValue(tool, out var parameters) ? parameters : [];

    private static McpLists ListsOf(McpServerHandlers handlers)
    {
        var lists = McpLists.None;
        if (handlers.ListToolsHandler is not null)
        {
            lists |= McpLists.Tools;
        }

        if (handlers.ListPromptsHandler is not null)
        {
            lists |= McpLists.Prompts;
        }

        if (handlers.ListResourcesHandler is not null || handlers.ListResourceTemplatesHandler is not null)
        {
            lists |= McpLists.Resources;
        }

        return lists;
    }
}
