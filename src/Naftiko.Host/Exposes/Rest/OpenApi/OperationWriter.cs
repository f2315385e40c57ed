using System.Text.Json;
using Naftiko.Engine.Exposes;
using Naftiko.Engine.Inputs;

namespace Naftiko.Host.Exposes.Rest.OpenApi;

/// <summary>Writes one operation object.</summary>
internal static class OperationWriter
{
    public static void Write(Utf8JsonWriter json, DocumentedOperation documented, RestExposure exposure)
    {
        var operation = documented.Operation;
        json.WriteStartObject();
        json.WriteString("operationId", documented.Id);
        json.WriteStartArray("tags");
        foreach (var tag in operation.Tags.Count > 0 ? operation.Tags : [operation.Resource ?? exposure.Namespace])
        {
            json.WriteStringValue(tag);
        }

        json.WriteEndArray();
        WriteText(json, "summary", operation.Title);
        WriteText(json, "description", operation.Description);
        var inputs = operation.Flow.Inputs.Inputs;
        ParameterWriter.Write(json, documented, exposure.Guard);
        WriteBody(json, [.. inputs.Where(i => ParameterWriter.PlaceOf(i, operation) is InputPlace.BodyField or InputPlace.Body)]);
        ResponseWriter.Write(json, operation);
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            json.WriteString(name, text);
        }
    }

    private static void WriteBody(Utf8JsonWriter json, List<Input> inputs)
    {
        if (inputs.Count == 0)
        {
            return;
        }

        json.WriteStartObject("requestBody");
        if (inputs.Exists(i => i.IsRequired))
        {
            json.WriteBoolean("required", true);
        }

        json.WriteStartObject("content");
        if (inputs.Find(i => i.Place == InputPlace.Body) is { } whole)
        {
            WriteWhole(json, whole, inputs.FindAll(i => i != whole));
        }
        else
        {
            WriteFields(json, inputs);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>JSON of any shape, or bytes of any other type, which pass through unread.</summary>
    private static void WriteWhole(Utf8JsonWriter json, Input input, List<Input> members)
    {
        json.WriteStartObject("application/json");
        json.WriteStartObject("schema");
        if (members.Count == 0)
        {
            InputSchema.WriteMembers(json, input, input.Description);
        }
        else
        {
            // Some of its members are inputs of their own, and checked; the others pass with it.
            WriteObject(json, members);
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("*/*");
        json.WriteEndObject();
    }

    private static void WriteFields(Utf8JsonWriter json, List<Input> inputs)
    {
        json.WriteStartObject("application/json");
        json.WriteStartObject("schema");
        WriteObject(json, inputs);

        // A misspelt field is refused, not dropped.
        json.WriteBoolean("additionalProperties", false);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteObject(Utf8JsonWriter json, List<Input> inputs)
    {
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        foreach (var input in inputs.DistinctBy(i => i.PlaceName, StringComparer.Ordinal))
        {
            json.WriteStartObject(input.PlaceName);
            InputSchema.WriteMembers(json, input, input.Description);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        if (inputs.Exists(i => i.IsRequired))
        {
            json.WriteStartArray("required");
            foreach (var name in inputs.Where(i => i.IsRequired).Select(i => i.PlaceName).Distinct(StringComparer.Ordinal))
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
        }
    }
}
