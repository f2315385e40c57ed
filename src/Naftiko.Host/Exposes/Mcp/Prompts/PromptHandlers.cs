using System.Collections.Frozen;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Naftiko.Host.Observability;

namespace Naftiko.Host.Exposes.Mcp.Prompts;

/// <summary>Answers <c>prompts/list</c> and <c>prompts/get</c>.</summary>
internal sealed class PromptHandlers
{
    private readonly McpOffer _offer;
    private readonly IReadOnlyList<Prompt> _list;
    private readonly FrozenDictionary<string, PromptBinding> _byName;

    private PromptHandlers(McpOffer offer)
    {
        _offer = offer;
        _list = [.. offer.Prompts.Select(p => p.List())];
        _byName = offer.Prompts.ToFrozenDictionary(p => p.Name, StringComparer.Ordinal);
    }

    /// <summary>Adds the handlers, where there are prompts.</summary>
    public static void AddTo(McpServerHandlers handlers, McpOffer offer)
    {
        if (offer.Prompts.Count == 0)
        {
            return;
        }

        var prompts = new PromptHandlers(offer);
        handlers.ListPromptsHandler = (request, _) => ValueTask.FromResult(prompts.List(request));
        handlers.GetPromptHandler = prompts.GetAsync;
    }

    private ListPromptsResult List(RequestContext<ListPromptsRequestParams> request)
    {
        var (items, next) = McpPages.Of(_list, request.Params?.Cursor, McpAdapter.PageSize);
        return _offer.Cacheable(new ListPromptsResult { Prompts = items, NextCursor = next }, McpAdapter.IsModern(request));
    }

    private ValueTask<GetPromptResult> GetAsync(RequestContext<GetPromptRequestParams> request, CancellationToken cancellationToken)
    {
        if (request.Params is { } wanted && _byName.TryGetValue(wanted.Name, out var prompt))
        {
            return prompt.GetAsync(wanted.Arguments, McpCaller.Of(request), cancellationToken);
        }

        ObservedMcp.Refuse(_offer.Telemetry, RequestMethods.PromptsGet, McpCaller.Of(request));
        throw new McpProtocolException($"Unknown prompt '{request.Params?.Name}'.", McpErrorCode.InvalidParams);
    }
}
