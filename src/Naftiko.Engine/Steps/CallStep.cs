using System.Text.Json;
using Naftiko.Engine.Consumes;
using Naftiko.Engine.Expressions;
using Naftiko.Engine.Flows;
using Naftiko.Engine.Outputs;
using Naftiko.Engine.Values;

namespace Naftiko.Engine.Steps;

/// <summary>Calls a consumed operation. Its answer is the body, with the operation's declared outputs beside it (semantics, section 7).</summary>
internal sealed class CallStep(string name, int slot, HttpCall call, IReadOnlyList<KeyValuePair<string, Shape>> outputs) : Step(name, slot)
{
    public HttpCall Call => call;

    public override string Type => "call";

    private protected override async ValueTask<Failure?> RunCoreAsync(Invocation run, CancellationToken cancellationToken)
    {
        using var request = call.Render(run);
        if (request is null)
        {
            return CallFlow.RunFailure(run);
        }

        var result = await call.JudgeAsync(request, await call.SendAsync(request, cancellationToken));
        if (!result.TryGetResponse(out var response, out var failure))
        {
            return failure;
        }

        var isKept = run.Ending?.TryTake(Slot, response) is true;
        try
        {
            var (document, malformed) = await UpstreamJson.ReadAsync(response, call.Format, call.MaxBinarySize ?? run.MaxBinarySize);
            using (document)
            {
                run.Steps[Slot] = document is null ? null : WithOutputs(document, run);
                return malformed;
            }
        }
        finally
        {
            if (!isKept)
            {
                response.Dispose();
            }
        }
    }

    /// <summary>The body with the declared outputs as members beside its own; of an array, on each element.</summary>
    private JsonElement WithOutputs(UpstreamJson document, Invocation run)
    {
        var body = document.Root;
        if (outputs.Count == 0 || body.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
        {
            return body.Clone();
        }

        using var buffer = new PooledBuffer();
        using (var writer = new Utf8JsonWriter(buffer, JsonBuilder.WriterOptions))
        {
            var writing = new ShapeRun(writer, run, isStrict: false, document);
            if (body.ValueKind == JsonValueKind.Object)
            {
                WriteMembers(body, writing);
            }
            else
            {
                writer.WriteStartArray();
                foreach (var item in body.EnumerateArray())
                {
                    WriteMembers(item, writing);
                }

                writer.WriteEndArray();
            }
        }

        return JsonElement.Parse(buffer.Written.Span);
    }

    private void WriteMembers(JsonElement item, ShapeRun writing)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            item.WriteTo(writing.Writer);
            return;
        }

        writing.Writer.WriteStartObject();
        foreach (var member in item.EnumerateObject())
        {
            if (!outputs.Any(o => o.Key == member.Name))
            {
                member.WriteTo(writing.Writer);
            }
        }

        foreach (var (name, shape) in outputs)
        {
            writing.Writer.WritePropertyName(name);
            shape.Write(item, writing);
        }

        writing.Writer.WriteEndObject();
    }
}
