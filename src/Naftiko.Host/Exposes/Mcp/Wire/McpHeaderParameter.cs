using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol.Protocol;

namespace Naftiko.Host.Exposes.Mcp.Wire;

/// <summary>An argument that a client repeats in a header, because its schema says <c>x-mcp-header</c> (2026-07-28, SEP-2243).</summary>
/// <param name="Header">The whole header name, <c>Mcp-Param-…</c>.</param>
/// <param name="Path">Where the argument stands, from the arguments object inwards.</param>
internal sealed record McpHeaderParameter(string Header, string[] Path)
{
    /// <summary>The header arguments that an input schema names, at any depth of its properties.</summary>
    public static McpHeaderParameter[] Of(JsonElement inputSchema)
    {
        var found = new List<McpHeaderParameter>();
        Collect(inputSchema, [], found);
        return [.. found];
    }

    /// <summary>Whether the header says what the argument says: both absent, or equal once decoded.</summary>
    public bool Agrees(IHeaderDictionary headers, JsonElement arguments)
    {
        var value = arguments;
        foreach (var name in Path)
        {
            if (value.ValueKind is not JsonValueKind.Object || !value.TryGetProperty(name, out value))
            {
                value = default;
                break;
            }
        }

        var sent = headers[Header];
        if (value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            return sent.Count == 0;
        }

        return sent is [{ } text]
            && McpHeaderEncoder.DecodeValue(text.Trim()) is { } decoded
            && McpHeaderEncoder.ConvertToHeaderValue(value) is { } expected
            && decoded == McpHeaderEncoder.DecodeValue(expected);
    }

    private static void Collect(JsonElement schema, string[] path, List<McpHeaderParameter> found)
    {
        if (schema.ValueKind is not JsonValueKind.Object
            || !schema.TryGetProperty("properties", out var properties)
            || properties.ValueKind is not JsonValueKind.Object)
        {
            return;
        }

        foreach (var property in properties.EnumerateObject())
        {
            string[] here = [.. path, property.Name];
            if (property.Value.ValueKind is JsonValueKind.Object
                && property.Value.TryGetProperty("x-mcp-header", out var header)
                && header.ValueKind is JsonValueKind.String)
            {
                found.Add(new McpHeaderParameter("Mcp-Param-" + header.GetString(), here));
            }

            Collect(property.Value, here, found);
        }
    }
}
