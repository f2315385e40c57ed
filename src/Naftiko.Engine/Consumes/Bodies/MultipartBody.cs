using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Naftiko.Engine.Flows;
using Naftiko.Engine.Inputs;
using Naftiko.Engine.Values;

namespace Naftiko.Engine.Consumes.Bodies;

/// <summary>A <c>multipart/form-data</c> body (RFC 7578). A list repeats its part.</summary>
/// <param name="fields">The parts.</param>
/// <param name="mediaType">The media type; a boundary in it does not count.</param>
internal sealed class MultipartBody(IReadOnlyList<MultipartField> fields, string mediaType) : BodyTemplate
{
    // RFC 7578 section 5.1: names are in the encoding of the form, and nothing else encodes them.
    private static readonly HeaderEncodingSelector<HttpContent> Utf8 = static (_, _) => Encoding.UTF8;

    public override HttpContent? Render(Invocation run)
    {
        var boundary = Guid.NewGuid().ToString("N");
        var content = new MultipartContent("form-data", boundary) { HeaderEncodingSelector = Utf8 };

        // The class quotes the boundary; RFC 2046 section 5.1.1 does not ask for it, and some servers cannot read it.
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", $"{mediaType.Split(';')[0].Trim()}; boundary={boundary}");
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

        // A body without parts is none (RFC 2046 section 5.1.1).
        return content.Any() ? content : null;
    }

    private static ByteArrayContent Part(MultipartField field, Value value, Invocation run)
    {
        var part = new ByteArrayContent(Encoding.UTF8.GetBytes(value.AsText()));
        var file = field.FileName?.Evaluate(run).AsText() is { Length: > 0 } name ? $"; filename={Quote(name)}" : "";
        part.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name={Quote(field.Name)}{file}");
        if (field.ContentType?.Evaluate(run).AsText() is { Length: > 0 } type)
        {
            if (MediaTypeHeaderValue.TryParse(type, out var given))
            {
                part.Headers.ContentType = given;
            }
            else
            {
                run.Fail(new Failure(FailureKind.InvalidInput, $"the part '{field.Name}' must have a media type, such as text/plain")
                {
                    Faults = [new InputFault(field.Name, "must have a media type, such as text/plain")],
                });
            }
        }
        else if (value.IsContainer)
        {
            part.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        return part;
    }

    /// <summary>Quotes and control characters percent-encoded, as browsers do (WHATWG HTML, multipart/form-data encoding algorithm).</summary>
    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            quoted.Append(c == '"' || char.IsControl(c) ? $"%{(int)c:X2}" : c.ToString());
        }

        return quoted.Append('"').ToString();
    }
}
