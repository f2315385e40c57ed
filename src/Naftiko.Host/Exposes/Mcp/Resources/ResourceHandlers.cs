using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Naftiko.Host.Observability;

namespace Naftiko.Host.Exposes.Mcp.Resources;

/// <summary>Answers <c>resources/list</c>, <c>resources/templates/list</c> and <c>resources/read</c>.</summary>
internal sealed class ResourceHandlers
{
    private readonly McpOffer _offer;
    private readonly IReadOnlyList<ResourceTemplate> _templates;

    private ResourceHandlers(McpOffer offer)
    {
        _offer = offer;
        _templates = [.. offer.Resources.Where(r => r.Resource.Uri.IsTemplate).Select(r => r.ListTemplate())];
    }

    /// <summary>Adds the handlers, where there are resources.</summary>
    public static void AddTo(McpServerHandlers handlers, McpOffer offer)
    {
        if (offer.Resources.Count == 0)
        {
            return;
        }

        var resources = new ResourceHandlers(offer);
        handlers.ListResourcesHandler = (request, _) => ValueTask.FromResult(resources.List(request));
        handlers.ListResourceTemplatesHandler = (request, _) => ValueTask.FromResult(resources.ListTemplates(request));
        handlers.ReadResourceHandler = resources.ReadAsync;
    }

    private ListResourcesResult List(RequestContext<ListResourcesRequestParams> request)
    {
        // Folders are looked at anew; of two entries with one URI the first is the one that is read.
        var all = _offer.Resources.SelectMany(r => r.List()).DistinctBy(r => r.Uri, StringComparer.Ordinal).ToList();
        var (items, next) = McpPages.Of(all, request.Params?.Cursor, McpAdapter.PageSize);
        return _offer.Cacheable(new ListResourcesResult { Resources = items, NextCursor = next }, McpAdapter.IsModern(request));
    }

    private ListResourceTemplatesResult ListTemplates(RequestContext<ListResourceTemplatesRequestParams> request)
    {
        var (items, next) = McpPages.Of(_templates, request.Params?.Cursor, McpAdapter.PageSize);
        return _offer.Cacheable(new ListResourceTemplatesResult { ResourceTemplates = items, NextCursor = next }, McpAdapter.IsModern(request));
    }

    private async ValueTask<ReadResourceResult> ReadAsync(RequestContext<ReadResourceRequestParams> request, CancellationToken cancellationToken)
    {
        var isModern = McpAdapter.IsModern(request);
        var uri = request.Params?.Uri ?? throw new McpProtocolException("'uri' is missing.", McpErrorCode.InvalidParams);
        try
        {
            foreach (var resource in _offer.Resources)
            {
                if (await resource.ReadAsync(uri, McpCaller.Of(request), cancellationToken) is { } contents)
                {
                    return _offer.Cacheable(new ReadResourceResult { Contents = [contents] }, isModern);
                }
            }
        }
        catch (McpProtocolException refused) when (isModern && refused.ErrorCode == McpErrorCode.ResourceNotFound)
        {
            throw new McpProtocolException(refused.Message, McpErrorCode.InvalidParams);
        }

        if (_offer.Telemetry is not null && !_offer.Resources.Any(r => r.Resource.IsAt(uri)))
        {
            ObservedMcp.Refuse(_offer.Telemetry, RequestMethods.ResourcesRead, McpCaller.Of(request));
        }

        // 2026-07-28 has no code of its own for an unknown resource any more (SEP-2164).
        throw new McpProtocolException($"Unknown resource '{uri}'.", isModern ? McpErrorCode.InvalidParams : McpErrorCode.ResourceNotFound);
    }
}
