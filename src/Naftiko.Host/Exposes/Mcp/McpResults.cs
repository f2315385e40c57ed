using System.Text;
using System.Text.Json;
using Naftiko.Engine.Binds;
using Naftiko.Engine.Flows;

namespace Naftiko.Host.Exposes.Mcp;

/// <summary>Writes a run's outcome as the members of a <c>tools/call</c> result.</summary>
internal static class McpResults
{
    // A model reads it; the rest of a long error page tells it nothing more.
    private const int MaxErrorText = 4096;

    public static void Write(Utf8JsonWriter writer, Outcome outcome, ToolBinding tool, bool isModern)
    {
        if (outcome.Failure is { } failure)
        {
            WriteError(writer, Describe(failure, tool.Redactor));
            return;
        }

        using var answer = outcome.Answer ?? throw new InvalidOperationException("An outcome is an answer or a failure.");
        writer.WriteStartArray("content");
        switch (answer.Kind)
        {
            case AnswerKind.Empty:
                break;
            case AnswerKind.Json or AnswerKind.Text:
                WriteText(writer, answer.Body.Span);
                break;
            default:
                WriteBinary(writer, answer, tool);
                break;
        }

        writer.WriteEndArray();
        if (answer.Kind == AnswerKind.Json)
        {
            WriteStructured(writer, (answer.Conforming ?? answer.Body).Span, isModern, tool.WrapsResult);
        }

        writer.WriteBoolean("isError", false);
    }

    /// <summary>A result of our own making: a JSON object, as text and structured.</summary>
    public static void WriteJson(Utf8JsonWriter writer, ReadOnlySpan<byte> json)
    {
        writer.WriteStartArray("content");
        WriteText(writer, json);
        writer.WriteEndArray();
        writer.WritePropertyName("structuredContent");
        writer.WriteRawValue(json, skipInputValidation: true);
        writer.WriteBoolean("isError", false);
    }

    /// <summary>An error that the model can do something about.</summary>
    public static void WriteError(Utf8JsonWriter writer, string text)
    {
        writer.WriteStartArray("content");
        writer.WriteStartObject();
        writer.WriteString("type", "text");
        writer.WriteString("text", text);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteBoolean("isError", true);
    }

    private static void WriteText(Utf8JsonWriter writer, ReadOnlySpan<byte> text)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "text");
        writer.WritePropertyName("text");
        if (System.Text.Unicode.Utf8.IsValid(text))
        {
            writer.WriteStringValue(text);
        }
        else
        {
            writer.WriteStringValue(Encoding.UTF8.GetString(text));
        }

        writer.WriteEndObject();
    }

    /// <summary>An image, a sound, or an embedded resource of any other type (MCP, Tool Result).</summary>
    private static void WriteBinary(Utf8JsonWriter writer, Answer answer, ToolBinding tool)
    {
        var mediaType = (tool.Tool.Flow.ContentTypeOf(answer) ?? "application/octet-stream").Split(';')[0].Trim();
        var kind = mediaType.StartsWith("image/", StringComparison.Ordinal) ? "image" : mediaType.StartsWith("audio/", StringComparison.Ordinal) ? "audio" : "resource";
        writer.WriteStartObject();
        writer.WriteString("type", kind);
        if (kind == "resource")
        {
            writer.WriteStartObject("resource");
            writer.WriteString("uri", $"naftiko://transient/{tool.Name}/{Guid.NewGuid():N}");
            writer.WriteString("mimeType", mediaType);
            writer.WriteBase64String("blob", answer.Body.Span);
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteBase64String("data", answer.Body.Span);
            writer.WriteString("mimeType", mediaType);
        }

        writer.WriteEndObject();
    }

    private static void WriteStructured(Utf8JsonWriter writer, ReadOnlySpan<byte> json, bool isModern, bool isWrapped)
    {
        writer.WritePropertyName("structuredContent");
        if (isModern || (!isWrapped && json.TrimStart(" \t\r\n"u8) is [(byte)'{', ..]))
        {
            writer.WriteRawValue(json, skipInputValidation: true);
            return;
        }

        writer.WriteStartObject();
        writer.WritePropertyName("result");
        writer.WriteRawValue(json, skipInputValidation: true);
        writer.WriteEndObject();
    }

    /// <summary>What went wrong, for a model: the place, the upstream's own message, and whether trying again can help.</summary>
    public static string Describe(Failure failure, Redactor redactor)
    {
        var text = new StringBuilder();
        if (failure.Step is { } step)
        {
            text.Append("Step '").Append(step).Append("': ");
        }

        text.Append(redactor.Redact(failure.Detail));
        if (!failure.UpstreamBody.IsEmpty)
        {
            var message = Encoding.UTF8.GetString(redactor.Redact(failure.UpstreamBody).Span);
            text.Append(": ").Append(message.Length > MaxErrorText ? message[..MaxErrorText] : message);
        }

        return text.Append(Advice(failure)).ToString();
    }

    /// <summary>Whether trying again can help: what a model needs to know most.</summary>
    private static string Advice(Failure failure) => failure switch
    {
        { Kind: FailureKind.UpstreamBusy } => " (a retry may help)",
        { RetryAfter: { } after } => $" (retry after {after})",
        { Kind: FailureKind.UpstreamTimeout or FailureKind.UpstreamUnreachable } => " (a retry may help)",
        { UpstreamStatus: 408 or 429 or >= 500 } => " (a retry may help)",
        { Kind: FailureKind.InvalidInput } => " (correct the arguments and call again)",
        _ => " (a retry will not help)",
    };
}
