using System.Text.Json;
using Naftiko.Engine.Exposes;
using Naftiko.Engine.Inputs;

namespace Naftiko.Host.Exposes.Rest.OpenApi;

/// <summary>Writes the parameters of an operation: what its requests carry in path, query, headers and cookies.</summary>
internal static class ParameterWriter
{
    public static void Write(Utf8JsonWriter json, DocumentedOperation documented, Guard? guard)
    {
        var written = new HashSet<(string, string)>();
        json.WriteStartArray("parameters");
        foreach (var (name, value) in documented.Constants)
        {
            written.Add(("query", name));
            WriteConstant(json, name, value);
        }

        foreach (var (own, name) in documented.Placeholders)
        {
            written.Add(("path", name));
            var input = documented.Operation.Flow.Inputs.Inputs.FirstOrDefault(i => i.Place == InputPlace.Path && i.PlaceName == own);
            WritePlaceholder(json, name, input);
        }

        foreach (var input in documented.Operation.Flow.Inputs.Inputs)
        {
            // What the guard reads is the security scheme's, and never an input.
            var place = KeyOf(PlaceOf(input, documented.Operation));
            var isGuards = (place == "header" && input.PlaceName.Equals(guard?.Header, StringComparison.OrdinalIgnoreCase)) || (place == "query" && input.PlaceName == guard?.Query);
            if (place is not null && !isGuards && written.Add((place, place == "header" ? input.PlaceName.ToLowerInvariant() : input.PlaceName)))
            {
                WriteInput(json, place, input);
            }
        }

        json.WriteEndArray();
    }

    /// <summary>Where requests of this operation carry the input: what belongs to a body stands in the query where the method has none.</summary>
    public static InputPlace PlaceOf(Input input, RestOperation operation) => input.Place switch
    {
        InputPlace.Body or InputPlace.BodyField or InputPlace.QueryOrBodyField when operation.Method is "GET" or "HEAD" or "DELETE" => InputPlace.Query,
        InputPlace.QueryOrBodyField => operation.Method == "OPTIONS" ? InputPlace.Query : InputPlace.BodyField,
        var place => place,
    };

    private static string? KeyOf(InputPlace place) => place switch
    {
        InputPlace.Query => "query",
        InputPlace.Header => "header",
        InputPlace.Cookie => "cookie",
        _ => null,
    };

    private static void WriteConstant(Utf8JsonWriter json, string name, string? value)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("in", "query");
        json.WriteBoolean("required", true);
        json.WriteStartObject("schema");
        json.WriteString("type", "string");
        if (value is not null)
        {
            json.WriteStartArray("enum");
            json.WriteStringValue(value);
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Every placeholder of a path must be declared, also one that nothing reads.</summary>
    private static void WritePlaceholder(Utf8JsonWriter json, string name, Input? input)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("in", "path");
        json.WriteBoolean("required", true);
        WriteDescription(json, input);
        json.WriteStartObject("schema");
        if (input is null)
        {
            json.WriteString("type", "string");
        }
        else
        {
            InputSchema.WriteMembers(json, input, null);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteInput(Utf8JsonWriter json, string place, Input input)
    {
        json.WriteStartObject();
        json.WriteString("name", input.PlaceName);
        json.WriteString("in", place);
        WriteDescription(json, input);
        if (input.IsRequired)
        {
            json.WriteBoolean("required", true);
        }

        // Objects travel as JSON text.
        var isJson = input.Type == "object" || input.IsWholeBody;
        if (isJson)
        {
            json.WriteStartObject("content");
            json.WriteStartObject("application/json");
        }

        json.WriteStartObject("schema");
        InputSchema.WriteMembers(json, input, null);
        json.WriteEndObject();
        if (isJson)
        {
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteDescription(Utf8JsonWriter json, Input? input)
    {
        if (!string.IsNullOrEmpty(input?.Description))
        {
            json.WriteString("description", input.Description);
        }
    }
}
