using System.Text.Json;
using ModelContextProtocol.Protocol;
using Naftiko.Engine.Flows;
using Naftiko.Engine.Values;
using Naftiko.Host.Exposes.Mcp.Wire;

namespace Naftiko.Host.Exposes.Mcp;

/// <summary>A tool under way, and how its outcome is told.</summary>
/// <param name="Running">Its outcome, to be awaited once.</param>
/// <param name="Write">Writes the outcome, and disposes of it.</param>
internal readonly record struct ToolRun(ValueTask<Outcome> Running, ToolResultWriter Write)
{
    /// <summary>A result that is there at once.</summary>
    public static ToolRun Done(Action<Utf8JsonWriter> write) => new(default, (result, _, _) => write(result));

    /// <summary>The result for the SDK's server.</summary>
    public async ValueTask<CallToolResult> ResultAsync(bool isModern)
    {
        var outcome = await Running;
        using var buffer = new PooledBuffer();
        using (var writer = new Utf8JsonWriter(buffer, McpJson.WriterOptions))
        {
            writer.WriteStartObject();
            Write(writer, outcome, isModern);
            writer.WriteEndObject();
        }

        return JsonSerializer.Deserialize(buffer.Written.Span, McpJson.Of<CallToolResult>()) ?? throw new InvalidOperationException("A result is never null.");
    }
}

/// <summary>Writes an outcome as the members of a result object (<c>content</c>, <c>structuredContent</c>, <c>isError</c>). Numbers and texts go out as written.</summary>
/// <param name="result">Stands inside the result object.</param>
/// <param name="outcome">The outcome.</param>
/// <param name="isModern">Whether the result is one of 2026-07-28.</param>
internal delegate void ToolResultWriter(Utf8JsonWriter result, Outcome outcome, bool isModern);
