using System.Text.Json;
using Microsoft.Extensions.Logging;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Naftiko.Host.Exposes.Mcp;

namespace Naftiko.Conformance;

/// <summary>The server that the official suite expects, on the product's endpoint.</summary>
internal sealed class ConformanceServer : IDisposable
{
    private readonly Fixture[] _tools;
    private readonly Dictionary<string, Fixture> _byName;

    public ConformanceServer(ILoggerFactory loggerFactory)
    {
        _tools = [.. ContentFixtures.All, .. ConversationFixtures.All(changed => Endpoint!.NotifyListChanged(changed)), .. InputRequiredFixtures.All];
        _byName = _tools.ToDictionary(fixture => fixture.Tool.Name);
        Definition = new McpDefinition(Options(), DirectCall, _tools.Select(fixture => fixture.Tool));
        Endpoint = new McpEndpoint(Definition, loggerFactory, TimeProvider.System);
    }

    public McpDefinition Definition { get; }

    public McpEndpoint Endpoint { get; }

    public void Dispose() => Endpoint.Dispose();

    private McpServerOptions Options() => new()
    {
        ServerInfo = new Implementation { Name = "naftiko-conformance", Version = "1.0.0" },
        Handlers = new McpServerHandlers
        {
            ListToolsHandler = (request, _) =>
            {
                var (tools, next) = McpPages.Of(_tools, request.Params?.Cursor, 100);
                return ValueTask.FromResult(new ListToolsResult { Tools = [.. tools.Select(fixture => fixture.Tool)], NextCursor = next });
            },
            CallToolHandler = (request, cancellationToken) => _byName.TryGetValue(request.Params?.Name ?? "", out var fixture)
                ? fixture.Call(request, cancellationToken)
                : throw new McpProtocolException("Unknown tool.", McpErrorCode.InvalidParams),
            ListPromptsHandler = (_, _) => ValueTask.FromResult(new ListPromptsResult { Prompts = [.. PromptFixtures.All] }),
            GetPromptHandler = PromptFixtures.Get,
            ListResourcesHandler = (_, _) => ValueTask.FromResult(new ListResourcesResult { Resources = [.. ResourceFixtures.All] }),
            ListResourceTemplatesHandler = (_, _) =>
                ValueTask.FromResult(new ListResourceTemplatesResult { ResourceTemplates = [.. ResourceFixtures.Templates] }),
            ReadResourceHandler = ResourceFixtures.Read,
            SubscribeToResourcesHandler = (_, _) => ValueTask.FromResult(new EmptyResult()),
            UnsubscribeFromResourcesHandler = (_, _) => ValueTask.FromResult(new EmptyResult()),
            CompleteHandler = (_, _) => ValueTask.FromResult(new CompleteResult { Completion = new Completion { Values = ["paris", "park"], Total = 2, HasMore = false } }),
        },
    };

    private ToolRun? DirectCall(DirectCall call, CancellationToken cancellationToken) =>
        _byName.TryGetValue(call.Tool, out var fixture) && fixture.Always is { } always ? ToolRun.Done(result => WriteMembers(always, result)) : null;

    private static void WriteMembers(JsonElement always, Utf8JsonWriter result)
    {
        foreach (var member in always.EnumerateObject())
        {
            member.WriteTo(result);
        }
    }
}
