using System.Text.Json;

namespace Naftiko.Host.Exposes.Rest.OpenApi;

/// <summary>The part of every document that describes errors: problem details (RFC 9457) with this runtime's further members.</summary>
internal static class ProblemSchema
{
    /// <summary>What a <c>default</c> response refers to.</summary>
    public const string Reference = "#/components/responses/Problem";

    private const string Components = """
        {
          "Problem": {
            "description": "What went wrong, as problem details. An error of the upstream API is passed on as it came, in its own media type.",
            "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } }
          }
        }
        """;

    private const string Schemas = """
        {
          "Problem": {
            "type": "object",
            "required": ["type", "title", "status", "detail"],
            "properties": {
              "type": { "type": "string", "format": "uri", "description": "Identifies the cause; it stays the same for one cause." },
              "title": { "type": "string", "description": "The cause in a few words." },
              "status": { "type": "integer", "description": "The HTTP status." },
              "detail": { "type": "string", "description": "The particulars." },
              "upstreamStatus": { "type": "integer", "description": "The status that the upstream API answered with." },
              "step": { "type": "string", "description": "The step that failed." },
              "errors": {
                "type": "array",
                "description": "What is wrong with each input.",
                "items": {
                  "type": "object",
                  "required": ["name", "detail"],
                  "properties": { "name": { "type": "string" }, "detail": { "type": "string" } }
                }
              }
            }
          }
        }
        """;

    public static void Write(Utf8JsonWriter json)
    {
        WriteMember(json, "schemas", Schemas);
        WriteMember(json, "responses", Components);
    }

    private static void WriteMember(Utf8JsonWriter json, string name, string text)
    {
        json.WritePropertyName(name);
        JsonElement.Parse(text).WriteTo(json);
    }
}
