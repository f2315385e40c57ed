using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Naftiko.Conformance;

/// <summary>One tool that the suite calls by name.</summary>
internal sealed record Fixture(Tool Tool, McpRequestHandler<CallToolRequestParams, CallToolResult> Call)
{
    /// <summary>The whole result, where it is always the same: such a tool is also answered by the short way.</summary>
    public JsonElement? Always { get; init; }

    /// <summary>A tool that always answers the same.</summary>
    public static Fixture Constant(string name, string description, string result)
    {
        var always = Json(result);
        return Of(name, description, (_, _) => ValueTask.FromResult(Read<CallToolResult>(result))) with { Always = always };
    }

    /// <summary>A tool without arguments, unless a schema is given.</summary>
    public static Fixture Of(
        string name,
        string description,
        McpRequestHandler<CallToolRequestParams, CallToolResult> call,
        string schema = """{"type":"object","properties":{}}""") =>
        new(new Tool { Name = name, Description = description, InputSchema = Json(schema) }, call);

    public static CallToolResult Text(string text) => new() { Content = [new TextContentBlock { Text = text }] };

    public static JsonElement Json(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    /// <summary>A parameter object of the protocol from its JSON.</summary>
    public static T Read<T>(string json) => JsonSerializer.Deserialize(json, McpJsonUtilities.GetTypeInfo<T>(McpJsonUtilities.DefaultOptions))!;
}
