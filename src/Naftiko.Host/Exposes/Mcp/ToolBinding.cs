using System.Buffers;
using System.Text.Json;
using ModelContextProtocol.Protocol;
using Naftiko.Engine.Binds;
using Naftiko.Engine.Exposes;
using Naftiko.Engine.Flows;
using Naftiko.Engine.Inputs;
using Naftiko.Engine.Observability;
using Naftiko.Engine.Values;
using Naftiko.Host.Exposes.Mcp.Wire;
using Naftiko.Host.Observability;

namespace Naftiko.Host.Exposes.Mcp;

/// <summary>A tool as one server lists and runs it: its name there, the names of its arguments, and its flow.</summary>
/// <param name="name">The name in this server's list.</param>
/// <param name="tool">The tool.</param>
/// <param name="redactor">Takes its capability's secrets out of error texts.</param>
/// <param name="isDryRun">Whether it answers with the upstream request instead of sending it.</param>
/// <param name="telemetry">Observes it; null: nobody does.</param>
internal sealed class ToolBinding(string name, McpTool tool, Redactor redactor, bool isDryRun, SurfaceTelemetry? telemetry)
{
    private readonly string[] _arguments = ToolArguments.Names(tool.Flow.Inputs);
    private ToolResultWriter? _writer;

    public string Name => name;

    public McpTool Tool => tool;

    public Redactor Redactor => redactor;

    /// <summary>The namespace of the surface that it comes from.</summary>
    public string Server { get; init; } = "";

    /// <summary>Words about where it comes from, to find it by: the surface, the capability, its tags.</summary>
    public string Origin { get; init; } = "";

    /// <summary>Whether the schema for the older revisions has the answer under <c>result</c>, whatever it turns out to be.</summary>
    public bool WrapsResult => tool.Flow.HasShape && !tool.Flow.AnswersObject && !isDryRun;

    /// <summary>The arguments with the names they are listed under.</summary>
    public IEnumerable<(string Name, Input Input)> Arguments => tool.Flow.Inputs.Inputs.Select(i => (_arguments[i.Slot], i));

    /// <summary>Runs the tool with a call's arguments.</summary>
    /// <param name="arguments">An object, or undefined.</param>
    /// <param name="caller">Who calls.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public ToolRun Run(JsonElement arguments, McpCaller caller, CancellationToken cancellationToken) => new(
        telemetry is null ? RunCoreAsync(arguments, cancellationToken) : ObserveAsync(telemetry, arguments, caller, cancellationToken),
        _writer ??= (result, outcome, isModern) => McpResults.Write(result, outcome, this, isModern));

    // Apart from the above, so that its closure is not made for nothing.
    private ValueTask<Outcome> ObserveAsync(SurfaceTelemetry observer, JsonElement arguments, McpCaller caller, CancellationToken cancellationToken) =>
        ObservedMcp.RunAsync(observer, RequestMethods.ToolsCall, tool.Name, caller, () => RunCoreAsync(arguments, cancellationToken), outcome => ErrorTypes.Of(outcome.Failure));

    private ValueTask<Outcome> RunCoreAsync(JsonElement arguments, CancellationToken cancellationToken)
    {
        var inputs = tool.Flow.Inputs;
        var values = inputs.Count == 0 ? [] : new Value[inputs.Count];
        List<InputFault>? faults = null;
        if (arguments.ValueKind == JsonValueKind.Object)
        {
            foreach (var argument in arguments.EnumerateObject())
            {
                if (Find(argument) is { } input)
                {
                    values[input.Slot] = Value.FromElement(argument.Value);
                }
                else
                {
                    (faults ??= []).Add(new InputFault(argument.Name, "is no argument of this tool"));
                }
            }
        }

        var run = new Invocation(values) { IsDryRun = isDryRun, Telemetry = telemetry };
        inputs.Check(run, faults);
        return tool.Flow.RunAsync(run, cancellationToken);
    }

    /// <summary>The entry of <c>tools/list</c> for a revision.</summary>
    public Tool List(bool isModern) => new()
    {
        Name = name,
        Title = tool.Title,
        Description = tool.Description ?? tool.Title ?? tool.WrittenName,
        InputSchema = Schema(writer => ToolArguments.WriteSchema(writer, tool.Flow.Inputs, _arguments)),
        OutputSchema = tool.Flow.HasShape && !isDryRun ? Schema(writer => WriteOutputSchema(writer, isModern)) : null,
        Annotations = new ToolAnnotations
        {
            Title = tool.Title,
            ReadOnlyHint = tool.Hints.ReadOnly,
            DestructiveHint = tool.Hints.Destructive,
            IdempotentHint = tool.Hints.Idempotent,
            OpenWorldHint = tool.Hints.OpenWorld,
        },
    };

    /// <summary>An argument by the name it is listed under, or by the one in the file.</summary>
    private Input? Find(JsonProperty argument)
    {
        var inputs = tool.Flow.Inputs.Inputs;
        for (var i = 0; i < _arguments.Length; i++)
        {
            if (argument.NameEquals(_arguments[i]) || argument.NameEquals(inputs[i].Name))
            {
                return inputs[i];
            }
        }

        return null;
    }

    /// <summary>Up to 2025-11-25 a structured result is an object: what is none stands in one under <c>result</c>.</summary>
    private void WriteOutputSchema(Utf8JsonWriter writer, bool isModern)
    {
        if (isModern)
        {
            tool.Flow.WriteOutputSchema(writer);
            return;
        }

        if (tool.Flow.AnswersObject)
        {
            tool.Flow.WriteObjectSchema(writer);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("type", "object");
        writer.WriteStartObject("properties");
        writer.WritePropertyName("result");
        tool.Flow.WriteOutputSchema(writer);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static JsonElement Schema(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, McpJson.WriterOptions))
        {
            write(writer);
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }
}
