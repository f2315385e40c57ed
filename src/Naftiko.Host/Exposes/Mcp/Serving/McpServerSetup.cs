using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Naftiko.Host.Observability;

namespace Naftiko.Host.Exposes.Mcp.Serving;

/// <summary>Turns a definition into the options of one running server, which may outlive the definition.</summary>
/// <param name="Current">The definition of this moment; every request asks anew.</param>
/// <param name="CanPush">Whether the server can send messages that answer no request: only then may it promise to.</param>
/// <param name="Subscriptions">What serves <c>subscriptions/listen</c>, or null.</param>
internal sealed record McpServerSetup(Func<McpDefinition> Current, bool CanPush, McpSubscriptions? Subscriptions)
{
    public McpServerOptions Build()
    {
        var options = Current().Options;
        return new McpServerOptions
        {
            ServerInfo = options.ServerInfo,
            ServerInstructions = options.ServerInstructions,
            InitializationTimeout = options.InitializationTimeout,
            Filters = Filters(options.Filters),
            ScopeRequests = false,
            Handlers = Handlers(options.Handlers),
            Capabilities = Capabilities(options.Capabilities, options.Handlers),
        };
    }

    private McpServerFilters Filters(McpServerFilters given) => new()
    {
        Request = given.Request,
        Message = new McpMessageFilters
        {
            IncomingFilters = [ObservedMcp.Filter(() => Current().Telemetry), RefuseMalformed, .. given.Message.IncomingFilters],
            OutgoingFilters = given.Message.OutgoingFilters,
        },
    };

    // The SDK reads a request's parameters under this filter, and would call malformed ones an error of its own (−32603).
    private static McpMessageHandler RefuseMalformed(McpMessageHandler next) => async (context, cancellationToken) =>
    {
        try
        {
            await next(context, cancellationToken);
        }
        catch (JsonException)
        {
            throw new McpProtocolException("The parameters are malformed.", McpErrorCode.InvalidParams);
        }
    };

    private McpServerHandlers Handlers(McpServerHandlers handlers)
    {
        var live = new McpServerHandlers
        {
            ListToolsHandler = Live(h => h.ListToolsHandler),
            CallToolHandler = Live(h => h.CallToolHandler),
            ListPromptsHandler = Live(h => h.ListPromptsHandler),
            GetPromptHandler = Live(h => h.GetPromptHandler),
            ListResourcesHandler = Live(h => h.ListResourcesHandler),
            ListResourceTemplatesHandler = Live(h => h.ListResourceTemplatesHandler),
            ReadResourceHandler = Live(h => h.ReadResourceHandler),
            CompleteHandler = Live(h => h.CompleteHandler),
            SubscribeToResourcesHandler = CanPush ? Live(h => h.SubscribeToResourcesHandler) : null,
            UnsubscribeFromResourcesHandler = CanPush ? Live(h => h.UnsubscribeFromResourcesHandler) : null,
            NotificationHandlers = handlers.NotificationHandlers,
        };
        if (Subscriptions is not null)
        {
            live.SubscriptionsListenHandler = Subscriptions.ListenAsync;
        }

        return live;
    }

    // What the first definition has no handler for, the server did not promise to the client, so it stays unanswered until a new session.
    private McpRequestHandler<TParams, TResult>? Live<TParams, TResult>(Func<McpServerHandlers, McpRequestHandler<TParams, TResult>?> pick) =>
        pick(Current().Options.Handlers) is null
            ? null
            : (request, cancellationToken) => pick(Current().Options.Handlers) is { } handler
                ? handler(request, cancellationToken)
                : throw new McpProtocolException("The server does not offer this any more.", McpErrorCode.MethodNotFound);

    private ServerCapabilities Capabilities(ServerCapabilities? given, McpServerHandlers handlers)
    {
        var lists = Current().Lists;
        bool? changes = CanPush || Subscriptions is not null ? true : null;
        return new ServerCapabilities
        {
            Experimental = given?.Experimental,
            Extensions = given?.Extensions,
            Completions = handlers.CompleteHandler is null ? null : new CompletionsCapability(),
            Tools = lists.HasFlag(McpLists.Tools) ? new ToolsCapability { ListChanged = changes } : null,
            Prompts = lists.HasFlag(McpLists.Prompts) ? new PromptsCapability { ListChanged = changes } : null,
            Resources = lists.HasFlag(McpLists.Resources)
                ? new ResourcesCapability { ListChanged = changes, Subscribe = CanPush && handlers.SubscribeToResourcesHandler is not null ? true : null }
                : null,
        };
    }
}
