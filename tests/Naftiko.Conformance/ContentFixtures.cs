using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Naftiko.Conformance;

/// <summary>The tools whose results show each kind of content.</summary>
internal static class ContentFixtures
{
    /// <summary>A red pixel.</summary>
    public const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==";

    /// <summary>A header and no samples.</summary>
    private const string Wav = "UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQAAAAA=";

    public static IEnumerable<Fixture> All { get; } =
    [
        Fixture.Constant("test_simple_text", "Answers with a text", """{"content":[{"type":"text","text":"This is a simple text response for testing."}]}"""),
        Fixture.Constant("test_image_content", "Answers with an image", $$"""{"content":[{"type":"image","data":"{{Png}}","mimeType":"image/png"}]}"""),
        Fixture.Constant("test_audio_content", "Answers with a sound", $$"""{"content":[{"type":"audio","data":"{{Wav}}","mimeType":"audio/wav"}]}"""),
        Fixture.Constant(
            "test_embedded_resource",
            "Answers with a resource",
            """
            {"content":[{"type":"resource","resource":
              {"uri":"test://embedded-resource","mimeType":"text/plain","text":"This is an embedded resource content."}}]}
            """),
        Fixture.Constant(
            "test_multiple_content_types",
            "Answers with several kinds of content",
            $$$"""
            {"content":[
              {"type":"text","text":"Multiple content types test:"},
              {"type":"image","data":"{{{Png}}}","mimeType":"image/png"},
              {"type":"resource","resource":
                {"uri":"test://mixed-content-resource","mimeType":"application/json","text":"{\"test\":\"data\",\"value\":123}"}}]}
            """),
        Fixture.Constant(
            "test_error_handling",
            "Always fails",
            """{"isError":true,"content":[{"type":"text","text":"This tool intentionally returns an error for testing"}]}"""),
        Fixture.Of("json_schema_2020_12_tool", "Has a schema with keywords of JSON Schema 2020-12", Ok, Schema202012),
        Fixture.Of("test_header_parameter", "Has an argument that clients repeat in a header", Ok, HeaderSchema),
    ];

    private static ValueTask<CallToolResult> Ok(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Fixture.Text("ok"));

    private const string HeaderSchema = """{"type":"object","properties":{"region":{"type":"string","x-mcp-header":"Region"}}}""";

    private const string Schema202012 =
        """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "type": "object",
          "$defs": {
            "address": {
              "$anchor": "addressDef",
              "type": "object",
              "properties": { "street": { "type": "string" }, "city": { "type": "string" } }
            }
          },
          "properties": {
            "name": { "type": "string" },
            "address": { "$ref": "#/$defs/address" },
            "contactMethod": { "type": "string", "enum": ["phone", "email"] },
            "phone": { "type": "string" },
            "email": { "type": "string" }
          },
          "allOf": [{ "anyOf": [{ "required": ["phone"] }, { "required": ["email"] }] }],
          "if": { "properties": { "contactMethod": { "const": "phone" } }, "required": ["contactMethod"] },
          "then": { "required": ["phone"] },
          "else": { "required": ["email"] },
          "additionalProperties": false
        }
        """;
}
