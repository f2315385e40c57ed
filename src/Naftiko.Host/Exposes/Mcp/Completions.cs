using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Naftiko.Engine.Inputs;

namespace Naftiko.Host.Exposes.Mcp;

/// <summary>Answers <c>completion/complete</c> for arguments of prompts and variables of resources that have an <c>enum</c>.</summary>
internal static class Completions
{
    /// <summary>The most values of one answer (MCP, Completion).</summary>
    private const int MaxValues = 100;

    /// <summary>Adds the handler, where anything can be completed.</summary>
    public static void AddTo(McpServerHandlers handlers, McpOffer offer)
    {
        var sets = offer.Prompts.Select(p => p.Prompt.Inputs).Concat(offer.Resources.Select(r => r.Resource.Inputs));
        if (sets.Any(s => s.Inputs.Any(i => i.Allowed.Count > 0)))
        {
            handlers.CompleteHandler = (request, _) => ValueTask.FromResult(Complete(offer, request.Params));
        }
    }

    private static CompleteResult Complete(McpOffer offer, CompleteRequestParams? wanted)
    {
        var input = wanted?.Ref switch
        {
            PromptReference prompt => OfPrompt(offer, prompt.Name, wanted.Argument.Name),
            ResourceTemplateReference resource => OfResource(offer, resource.Uri, wanted.Argument.Name),
            _ => throw new McpProtocolException("'ref' is neither a prompt nor a resource.", McpErrorCode.InvalidParams),
        };
        var given = wanted.Argument.Value ?? "";
        var fitting = (input?.Allowed ?? []).Where(v => v.StartsWith(given, StringComparison.OrdinalIgnoreCase)).ToList();
        return new CompleteResult
        {
            Completion = new Completion { Values = [.. fitting.Take(MaxValues)], Total = fitting.Count, HasMore = fitting.Count > MaxValues },
        };
    }

    private static Input? OfPrompt(McpOffer offer, string name, string argument) =>
        offer.Prompts.FirstOrDefault(p => p.Name == name) is { } prompt
            ? prompt.Prompt.Inputs.Find(argument)
            : throw new McpProtocolException($"Unknown prompt '{name}'.", McpErrorCode.InvalidParams);

    private static Input? OfResource(McpOffer offer, string? uri, string variable) =>
        offer.Resources.FirstOrDefault(r => r.Resource.Uri.Text == uri)?.Resource is { } resource
            ? resource.Inputs.Find(resource.Uri.FindVariable(variable) ?? variable)
            : throw new McpProtocolException($"Unknown resource template '{uri}'.", McpErrorCode.InvalidParams);
}
