using System.Text;
using System.Text.Json;
using Naftiko.Engine.Expressions;
using Naftiko.Engine.Values;

namespace Naftiko.Engine.Flows;

/// <summary>Describes an upstream request instead of sending it.</summary>
internal static class DryRun
{
    private const string HostOpen = "bind--";
    private const string HostClose = "--bind";

    /// <summary>The request as JSON: method, url, headers, body. Binds show as <c>{{NAME}}</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancels the reading of the body.</param>
    public static async ValueTask<Answer> DescribeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var content = request.Content is null ? null : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var buffer = new PooledBuffer();
        using (var writer = new Utf8JsonWriter(buffer, JsonBuilder.WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteString("method", request.Method.Method);
            writer.WriteString("url", ShowBinds(request.RequestUri?.OriginalString ?? ""));
            WriteHeaders(request, writer);
            if (content is not null)
            {
                WriteBody(content, writer);
            }

            writer.WriteEndObject();
        }

        return new Answer(200, AnswerKind.Json, "application/json", buffer.Written, buffer, null);
    }

    private static void WriteHeaders(HttpRequestMessage request, Utf8JsonWriter writer)
    {
        writer.WriteStartObject("headers");
        foreach (var (name, values) in request.Headers.NonValidated)
        {
            writer.WriteString(name, values.ToString());
        }

        foreach (var (name, values) in request.Content?.Headers.NonValidated ?? default)
        {
            writer.WriteString(name, values.ToString());
        }

        writer.WriteEndObject();
    }

    private static void WriteBody(byte[] content, Utf8JsonWriter writer)
    {
        writer.WritePropertyName("body");
        try
        {
            using var document = JsonDocument.Parse(content);
            document.RootElement.WriteTo(writer);
        }
        catch (JsonException)
        {
            writer.WriteStringValue(Encoding.UTF8.GetString(content));
        }
    }

    /// <summary>A bind's name in a host, where braces cannot stand, not even encoded.</summary>
    public static string InHost(string name) => name.Replace("{{", HostOpen, StringComparison.Ordinal).Replace("}}", HostClose, StringComparison.Ordinal);

    /// <summary>The braces of a bind's name are percent-encoded in a URL, or written out in its host; nobody wants to read that.</summary>
    private static string ShowBinds(string url) => url
        .Replace("%7B%7B", "{{", StringComparison.Ordinal).Replace("%7D%7D", "}}", StringComparison.Ordinal)
        .Replace(HostOpen, "{{", StringComparison.Ordinal).Replace(HostClose, "}}", StringComparison.Ordinal);
}
