using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Naftiko.Host.Exposes.Mcp;

namespace Naftiko.Conformance;

/// <summary>The tools that talk to the client while they run: progress, log, sampling, elicitation, changed lists.</summary>
internal static class ConversationFixtures
{
    // The suite wants to see the messages one by one, not in one packet.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static IEnumerable<Fixture> All(Action<McpLists> notify) =>
    [
        Fixture.Of("test_tool_with_progress", "Reports progress", ProgressAsync),
        Fixture.Of("test_tool_with_logging", "Sends log messages", LoggingAsync),
        Fixture.Of("test_logging_tool", "Sends log messages", LoggingAsync),
        Fixture.Of("test_sampling", "Asks the client's model", SampleAsync, OneText("prompt")),
        Fixture.Of("test_elicitation", "Asks the user", ElicitAsync, OneText("message")),
        Fixture.Of("test_elicitation_sep1034_defaults", "Asks the user, with defaults", (request, token) => CompleteAsync(request, Defaults, token)),
        Fixture.Of("test_elicitation_sep1330_enums", "Asks the user, with choices", (request, token) => CompleteAsync(request, Enums, token)),
        Fixture.Of("test_missing_capability", "Needs a client that samples", NeedSampling),
        Fixture.Of("test_trigger_tool_change", "Says that the tools have changed", (_, _) => Notify(notify, McpLists.Tools)),
        Fixture.Of("test_trigger_prompt_change", "Says that the prompts have changed", (_, _) => Notify(notify, McpLists.Prompts)),
    ];

    private static async ValueTask<CallToolResult> ProgressAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken)
    {
        foreach (var progress in new[] { 0, 50, 100 })
        {
            if (request.Params?.ProgressToken is { } token)
            {
                var value = new ProgressNotificationValue { Progress = progress, Total = 100 };
                await request.Server.NotifyProgressAsync(token, value, cancellationToken: cancellationToken);
            }

            await Task.Delay(Pause, cancellationToken);
        }

        return Fixture.Text("done");
    }

    private static async ValueTask<CallToolResult> LoggingAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken)
    {
        var context = request.JsonRpcRequest.Context;
        var wanted = context?.ProtocolVersion == "2026-07-28" ? context.LogLevel : LoggingLevel.Info;
        foreach (var text in new[] { "Tool execution started", "Tool processing data", "Tool execution completed" })
        {
            if (wanted <= LoggingLevel.Info)
            {
                var parameters = new LoggingMessageNotificationParams { Level = LoggingLevel.Info, Data = Fixture.Json($"\"{text}\"") };
                await request.Server.SendNotificationAsync(NotificationMethods.LoggingMessageNotification, parameters, cancellationToken: cancellationToken);
            }

            await Task.Delay(Pause, cancellationToken);
        }

        return Fixture.Text("done");
    }

    private static async ValueTask<CallToolResult> SampleAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken)
    {
        var parameters = new CreateMessageRequestParams
        {
            Messages = [new SamplingMessage { Role = Role.User, Content = [new TextContentBlock { Text = Argument(request, "prompt") }] }],
            MaxTokens = 100,
        };
        var answer = await request.Server.SampleAsync(parameters, cancellationToken);
        return Fixture.Text("LLM response: " + answer.Content.OfType<TextContentBlock>().FirstOrDefault()?.Text);
    }

    private static async ValueTask<CallToolResult> ElicitAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken)
    {
        var parameters = Fixture.Read<ElicitRequestParams>(
            """
            {"message":"","requestedSchema":{"type":"object","required":["username","email"],"properties":{
              "username":{"type":"string","description":"User's response"},
              "email":{"type":"string","description":"User's email address"}}}}
            """);
        parameters.Message = Argument(request, "message");
        return Fixture.Text("User response: " + Describe(await request.Server.ElicitAsync(parameters, cancellationToken)));
    }

    private static async ValueTask<CallToolResult> CompleteAsync(
        RequestContext<CallToolRequestParams> request, string parameters, CancellationToken cancellationToken)
    {
        var answer = await request.Server.ElicitAsync(Fixture.Read<ElicitRequestParams>(parameters), cancellationToken);
        return Fixture.Text("Elicitation completed: " + Describe(answer));
    }

    private static ValueTask<CallToolResult> NeedSampling(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken) =>
        request.JsonRpcRequest.Context?.ClientCapabilities?.Sampling is null
            ? throw new MissingRequiredClientCapabilityException(new ClientCapabilities { Sampling = new SamplingCapability() })
            : ValueTask.FromResult(Fixture.Text("ok"));

    private static ValueTask<CallToolResult> Notify(Action<McpLists> notify, McpLists changed)
    {
        notify(changed);
        return ValueTask.FromResult(Fixture.Text("ok"));
    }

    private static string Argument(RequestContext<CallToolRequestParams> request, string name) =>
        request.Params?.Arguments?.TryGetValue(name, out var value) is true
            ? value.ToString()
            : throw new McpProtocolException($"'{name}' is missing.", McpErrorCode.InvalidParams);

    private static string OneText(string name) => $$"""{"type":"object","properties":{"{{name}}":{"type":"string"} },"required":["{{name}}"]}""";

    private static string Describe(ElicitResult result)
    {
        var members = result.Content ?? new Dictionary<string, JsonElement>();
        var content = string.Join(", ", members.Select(entry => $"\"{entry.Key}\": {entry.Value.GetRawText()}"));
        return $"action={result.Action}, content={{{content}}}";
    }

    private const string Defaults =
        """
        {"message":"Please check","requestedSchema":{"type":"object","properties":{
          "name":{"type":"string","default":"John Doe"},
          "age":{"type":"integer","default":30},
          "score":{"type":"number","default":95.5},
          "status":{"type":"string","enum":["active","inactive","pending"],"default":"active"},
          "verified":{"type":"boolean","default":true}}}}
        """;

    private const string Enums =
        """
        {"message":"Please choose","requestedSchema":{"type":"object","properties":{
          "untitledSingle":{"type":"string","enum":["option1","option2","option3"]},
          "titledSingle":{"type":"string","oneOf":[{"const":"value1","title":"First Option"},{"const":"value2","title":"Second Option"},
            {"const":"value3","title":"Third Option"}]},
          "legacyEnum":{"type":"string","enum":["opt1","opt2","opt3"],"enumNames":["Option One","Option Two","Option Three"]},
          "untitledMulti":{"type":"array","items":{"type":"string","enum":["option1","option2","option3"]}},
          "titledMulti":{"type":"array","items":{"anyOf":[{"const":"value1","title":"First Choice"},{"const":"value2","title":"Second Choice"},
            {"const":"value3","title":"Third Choice"}]}}}}}
        """;
}
