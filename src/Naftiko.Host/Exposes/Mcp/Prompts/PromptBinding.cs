using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using Naftiko.Engine.Binds;
using Naftiko.Engine.Exposes.Prompts;
using Naftiko.Engine.Flows;
using Naftiko.Engine.Inputs;
using Naftiko.Engine.Observability;
using Naftiko.Engine.Values;
using Naftiko.Host.Observability;
using PromptMessage = ModelContextProtocol.Protocol.PromptMessage;

namespace Naftiko.Host.Exposes.Mcp.Prompts;

/// <summary>A prompt as one server lists and renders it.</summary>
/// <param name="name">The name in this server's list.</param>
/// <param name="prompt">The prompt.</param>
/// <param name="redactor">Takes its capability's secrets out of error texts.</param>
/// <param name="isDryRun">Whether it answers with the upstream request instead of sending it.</param>
/// <param name="telemetry">Observes it; null: nobody does.</param>
internal sealed class PromptBinding(string name, McpPrompt prompt, Redactor redactor, bool isDryRun, SurfaceTelemetry? telemetry)
{
    public string Name => name;

    public McpPrompt Prompt => prompt;

    /// <summary>The entry of <c>prompts/list</c>.</summary>
    public Prompt List() => new()
    {
        Name = name,
        Title = prompt.Title,
        Description = prompt.Description,
        Arguments = prompt.Inputs.Count == 0
            ? null
            : [.. prompt.Inputs.Inputs.Select(i => new PromptArgument { Name = i.Name, Title = TitleOf(i), Description = i.Description, Required = i.IsRequired })],
    };

    /// <summary>The messages for the arguments of a <c>prompts/get</c>.</summary>
    /// <exception cref="McpProtocolException">−32602 names each wrong argument; −32603 says what else failed.</exception>
    public async ValueTask<GetPromptResult> GetAsync(IDictionary<string, JsonElement>? arguments, McpCaller caller, CancellationToken cancellationToken)
    {
        var answer = telemetry is null
            ? await RenderAsync(arguments, cancellationToken)
            : await ObservedMcp.RunAsync(telemetry, RequestMethods.PromptsGet, prompt.Name, caller, () => RenderAsync(arguments, cancellationToken), rendered => ErrorTypes.Of(rendered.Failure));
        if (answer.Failure is { } failure)
        {
            throw new McpProtocolException(
                McpResults.Describe(failure, redactor), failure.Kind == FailureKind.InvalidInput ? McpErrorCode.InvalidParams : McpErrorCode.InternalError);
        }

        return new GetPromptResult
        {
            Description = prompt.Description,
            Messages = [.. answer.Messages.Select(m => new PromptMessage { Role = m.IsAssistant ? Role.Assistant : Role.User, Content = new TextContentBlock { Text = m.Text } })],
        };
    }

    private async ValueTask<PromptAnswer> RenderAsync(IDictionary<string, JsonElement>? arguments, CancellationToken cancellationToken)
    {
        var run = new Invocation(new Value[prompt.Inputs.Count]) { IsDryRun = isDryRun, Telemetry = telemetry };
        List<InputFault>? faults = null;
        foreach (var (argument, value) in arguments ?? new Dictionary<string, JsonElement>())
        {
            if (prompt.Inputs.Find(argument) is { } input)
            {
                // Arguments of prompts are always texts (MCP, Prompts); they may still mean a number.
                run.Inputs[input.Slot] = value.ValueKind == JsonValueKind.String ? Value.FromText(value.GetString() ?? "") : Value.FromElement(value);
            }
            else
            {
                (faults ??= []).Add(new InputFault(argument, "is no argument of this prompt"));
            }
        }

        prompt.Inputs.Check(run, faults);
        return run.Failure is { } refusal ? refusal : await prompt.RenderAsync(run, cancellationToken);
    }

    private string? TitleOf(Input input) => input.Slot < prompt.ArgumentTitles.Count ? prompt.ArgumentTitles[input.Slot] : null;
}
