using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Naftiko.Engine.Flows;
using Naftiko.Engine.Values;

namespace Naftiko.Engine.Consumes.Bodies;

/// <summary>A <c>multipart/form-data</c> body (RFC 7578).</summary>
internal sealed class MultipartBody(IReadOnlyList<MultipartField> fields) : BodyTemplate
{
    public override HttpContent Render(Invocation run)
    {
        var boundary = Guid.NewGuid().ToString("N");
        var content = new MultipartFormDataContent(boundary);

        // The class quotes the boundary; RFC 2046 section 5.1.1 does not ask for it, and some servers cannot read it.
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", $"multipart/form-data; boundary={boundary}");
        foreach (var field in fields)
        {
            if (field.Value.IsLeftOut(run))
            {
                continue;
            }

            var value = field.Value.Evaluate(run);
            if (value.Kind == JsonValueKind.Array && field.FileName is null)
            {
                foreach (var item in value.Element.EnumerateArray())
                {
                    content.Add(Part(field, Value.FromElement(item), run));
                }
            }
            else if (!value.IsAbsent && !value.IsNull)
            {
                content.Add(Part(field, value, run));
            }
        }

        return content;
    }

    private static ByteArrayContent Part(MultipartField field, Value value, Invocation run)
    {
        var part = new ByteArrayContent(Encoding.UTF8.GetBytes(value.AsText()));
        part.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data")
        {
            Name = Quote(field.Name),
            FileName = field.FileName?.Evaluate(run).AsText() is { Length: > 0 } file ? Quote(file) : null,
        };
        var type = field.ContentType?.Evaluate(run).AsText() ?? (value.IsContainer ? "application/json" : null);
        if (type is not null && MediaTypeHeaderValue.TryParse(type, out var mediaType))
        {
            part.Headers.ContentType = mediaType;
        }

        return part;
    }

    /// <summary>Quotes and line breaks percent-encoded, as browsers do (WHATWG HTML, multipart/form-data encoding algorithm).</summary>
    private static string Quote(string text) => '"' + text
        .Replace("\"", "%22", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal) + '"';
}
