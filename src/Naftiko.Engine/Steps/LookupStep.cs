using System.Text.Json;
using Naftiko.Engine.Expressions;
using Naftiko.Engine.Flows;
using Naftiko.Engine.Values;
using Naftiko.Spec.Expressions.JsonPaths;

namespace Naftiko.Engine.Steps;

/// <summary>
/// Finds entries of an earlier step's answer by a key (reference behaviour, section 12.4): for one value the first entry that matches, for a
/// list of values an array of those that do, in the values' order.
/// </summary>
/// <param name="name">The step's name.</param>
/// <param name="slot">Its slot.</param>
/// <param name="index">The answer to search.</param>
/// <param name="match">The key of an entry; dots and JSONPath reach into it.</param>
/// <param name="lookup">The value or values to find.</param>
/// <param name="fields">The members to keep; none: all.</param>
internal sealed class LookupStep(string name, int slot, Expression index, JsonPath match, Expression lookup, IReadOnlyList<string> fields) : Step(name, slot)
{
    public override string Type => "lookup";

    public override StepEffect Effect => StepEffect.None;

    private protected override ValueTask<Failure?> RunCoreAsync(Invocation run, CancellationToken cancellationToken)
    {
        var entries = index.Evaluate(run);
        var wanted = lookup.Evaluate(run);
        if (run.Failure is { } failure)
        {
            return new(failure);
        }

        using var buffer = new PooledBuffer();
        using (var writer = new Utf8JsonWriter(buffer, JsonBuilder.WriterOptions))
        {
            if (wanted.Kind == JsonValueKind.Array)
            {
                WriteAll(entries, wanted.Element, writer);
            }
            else if (!Write(Find(entries, wanted), writer))
            {
                return new((Failure?)null);
            }
        }

        run.Steps[Slot] = JsonElement.Parse(buffer.Written.Span);
        return new((Failure?)null);
    }

    private void WriteAll(Value entries, JsonElement wanted, Utf8JsonWriter writer)
    {
        // One pass over the entries, however many values there are to find.
        var byKey = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var entry in EntriesOf(entries))
        {
            if (KeyOf(entry) is { } key)
            {
                byKey.TryAdd(key, entry);
            }
        }

        writer.WriteStartArray();
        foreach (var item in wanted.EnumerateArray())
        {
            if (TextOf(Value.FromElement(item)) is { } text && byKey.TryGetValue(text, out var found))
            {
                Write(found, writer);
            }
        }

        writer.WriteEndArray();
    }

    private JsonElement? Find(Value entries, Value wanted)
    {
        if (TextOf(wanted) is { } text)
        {
            foreach (var entry in EntriesOf(entries))
            {
                if (KeyOf(entry) == text)
                {
                    return entry;
                }
            }
        }

        return null;
    }

    /// <summary>An object is the only entry of its kind.</summary>
    private static IEnumerable<JsonElement> EntriesOf(Value entries) => entries.Kind switch
    {
        JsonValueKind.Array => entries.Element.EnumerateArray(),
        JsonValueKind.Object => [entries.Element],
        _ => [],
    };

    private string? KeyOf(JsonElement entry) => TextOf(JsonSelection.Select(entry, match));

    /// <summary>Keys compare by their text: 5 matches "5". What is not there, and what is no scalar, matches nothing.</summary>
    private static string? TextOf(Value key) => key.IsAbsent || key.IsNull || key.IsContainer ? null : key.AsText();

    private bool Write(JsonElement? entry, Utf8JsonWriter writer)
    {
        if (entry is not { } found)
        {
            return false;
        }

        if (fields.Count == 0 || found.ValueKind != JsonValueKind.Object)
        {
            found.WriteTo(writer);
            return true;
        }

        writer.WriteStartObject();
        foreach (var field in fields)
        {
            writer.WritePropertyName(field);
            if (found.TryGetProperty(field, out var value))
            {
                value.WriteTo(writer);
            }
            else
            {
                writer.WriteNullValue();
            }
        }

        writer.WriteEndObject();
        return true;
    }
}
