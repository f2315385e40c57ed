using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Naftiko.Conformance;

/// <summary>The prompts that the suite asks for.</summary>
internal static class PromptFixtures
{
    public static Prompt[] All { get; } =
    [
        new() { Name = "test_simple_prompt", Description = "A text" },
        new() { Name = "test_prompt_with_arguments", Description = "A text with arguments", Arguments = [Required("arg1"), Required("arg2")] },
        new() { Name = "test_prompt_with_embedded_resource", Description = "A resource", Arguments = [Required("resourceUri")] },
        new() { Name = "test_prompt_with_image", Description = "An image" },
        new() { Name = "test_input_required_result_prompt", Description = "Needs an answer first" },
    ];

    public static ValueTask<GetPromptResult> Get(RequestContext<GetPromptRequestParams> request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(ResultOf(request));

    private static GetPromptResult ResultOf(RequestContext<GetPromptRequestParams> request) => request.Params?.Name switch
    {
        "test_simple_prompt" => Messages(Text("This is a simple prompt for testing.")),
        "test_prompt_with_arguments" => Messages(Text($"Prompt with arguments: arg1='{Argument(request, "arg1")}', arg2='{Argument(request, "arg2")}'")),
        "test_prompt_with_embedded_resource" => Messages(
            new EmbeddedResourceBlock
            {
                Resource = new TextResourceContents
                {
                    Uri = Argument(request, "resourceUri"),
                    MimeType = "text/plain",
                    Text = "Embedded resource content for testing.",
                },
            },
            Text("Please process the embedded resource above.")),
        "test_prompt_with_image" => Messages(
            ImageContentBlock.FromBytes(Convert.FromBase64String(ContentFixtures.Png), "image/png"),
            Text("Please analyze the image above.")),
        "test_input_required_result_prompt" => Messages(Text("Context: " + Context(request.Params))),
        _ => throw new McpProtocolException("Unknown prompt.", McpErrorCode.InvalidParams),
    };

    private static JsonElement Context(GetPromptRequestParams parameters)
    {
        var question = InputRequiredFixtures.Elicitation("What context should the prompt use?", "context", "string");
        return InputRequiredFixtures.Require(parameters, null, ("user_context", question))["user_context"];
    }

    private static PromptArgument Required(string name) => new() { Name = name, Description = name, Required = true };

    private static TextContentBlock Text(string text) => new() { Text = text };

    private static GetPromptResult Messages(params ContentBlock[] content) =>
        new() { Messages = [.. content.Select(block => new PromptMessage { Role = Role.User, Content = block })] };

    private static string Argument(RequestContext<GetPromptRequestParams> request, string name) =>
        request.Params?.Arguments?.TryGetValue(name, out var value) is true
            ? value.ToString()
            : throw new McpProtocolException($"'{name}' is missing.", McpErrorCode.InvalidParams);
}
