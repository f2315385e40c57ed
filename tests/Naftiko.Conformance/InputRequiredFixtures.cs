using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Naftiko.Conformance;

/// <summary>The tools that end a first round with questions and finish when the client comes back with answers (SEP-2322).</summary>
internal static class InputRequiredFixtures
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    public static IEnumerable<Fixture> All { get; } =
    [
        Ask("test_input_required_result_elicitation", ("user_name", Name("What is your name?"))),
        Ask("test_streaming_elicitation", ("user_name", Name("What is your name?"))),
        Ask("test_input_required_result_sampling", ("capital_question", Sampling("What is the capital of France?"))),
        Ask("test_input_required_result_list_roots", ("client_roots", Roots())),
        AskWithState("test_input_required_result_request_state", ("confirm", Confirmation())),
        AskWithState("test_input_required_result_tampered_state", ("confirm", Confirmation())),
        AskWithState(
            "test_input_required_result_multiple_inputs",
            ("user_name", Name("What is your name?")),
            ("greeting", Sampling("Generate a greeting")),
            ("client_roots", Roots())),
        Fixture.Of("test_input_required_result_multi_round", "Asks twice", MultiRound),
        Fixture.Of("test_input_required_result_capabilities", "Asks what the client can answer", Capabilities),
    ];

    /// <summary>The answers to all questions, or an exception that asks them.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Require(
        RequestParams? parameters, string? state, params (string Key, InputRequest Request)[] questions)
    {
        var answers = new Dictionary<string, JsonElement>();
        foreach (var (key, _) in questions)
        {
            if (parameters?.InputResponses?.TryGetValue(key, out var response) is true && response.RawValue.ValueKind is JsonValueKind.Object)
            {
                answers.Add(key, response.RawValue);
            }
        }

        return answers.Count == questions.Length
            ? answers
            : throw new InputRequiredException(questions.ToDictionary(question => question.Key, question => question.Request), state);
    }

    public static InputRequest Name(string message) => Elicitation(message, "name", "string");

    public static InputRequest Elicitation(string message, string property, string type) => InputRequest.ForElicitation(Fixture.Read<ElicitRequestParams>(
        $$"""
        {"message":"{{message}}","requestedSchema":{"type":"object","properties":{"{{property}}":{"type":"{{type}}"} },"required":["{{property}}"]} }
        """));

    private static Fixture Ask(string name, params (string Key, InputRequest Request)[] questions) => Fixture.Of(
        name,
        "Needs answers",
        (request, _) => ValueTask.FromResult(Fixture.Text("Got " + string.Join(", ", Require(request.Params, null, questions).Values))));

    private static Fixture AskWithState(string name, params (string Key, InputRequest Request)[] questions) => Fixture.Of(
        name,
        "Needs answers and its own state back",
        (request, _) =>
        {
            Require(request.Params, Signed(name), questions);
            Verify(request.Params?.RequestState, name);
            return ValueTask.FromResult(Fixture.Text("state-ok"));
        });

    private static ValueTask<CallToolResult> MultiRound(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken)
    {
        if (request.Params?.RequestState is { } state && state == Signed("round 2"))
        {
            Require(request.Params, state, ("step2", Elicitation("Step 2: What is your favorite color?", "color", "string")));
            return ValueTask.FromResult(Fixture.Text("done"));
        }

        Require(request.Params, Signed("round 1"), ("step1", Name("Step 1: What is your name?")));
        Verify(request.Params?.RequestState, "round 1");
        Require(null, Signed("round 2"), ("step2", Elicitation("Step 2: What is your favorite color?", "color", "string")));
        return ValueTask.FromResult(Fixture.Text("done"));
    }

    private static ValueTask<CallToolResult> Capabilities(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken)
    {
        var capabilities = request.JsonRpcRequest.Context?.ClientCapabilities;
        var questions = new List<(string Key, InputRequest Request)>();
        if (capabilities?.Sampling is not null)
        {
            questions.Add(("question", Sampling("What is the capital of France?")));
        }

        if (capabilities?.Elicitation is not null)
        {
            questions.Add(("user_name", Name("What is your name?")));
        }

        Require(request.Params, null, [.. questions]);
        return ValueTask.FromResult(Fixture.Text("done"));
    }

    private static InputRequest Confirmation() => Elicitation("Please confirm", "ok", "boolean");

    private static InputRequest Roots() => InputRequest.ForRootsList(new ListRootsRequestParams());

    private static InputRequest Sampling(string question) => InputRequest.ForSampling(new CreateMessageRequestParams
    {
        Messages = [new SamplingMessage { Role = Role.User, Content = [new TextContentBlock { Text = question }] }],
        MaxTokens = 100,
    });

    private static string Signed(string state) => state + "." + Convert.ToHexString(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes(state)));

    private static void Verify(string? sent, string state)
    {
        if (sent != Signed(state))
        {
            throw new McpProtocolException("requestState is not the one given out.", McpErrorCode.InvalidParams);
        }
    }
}
