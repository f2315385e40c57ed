using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Naftiko.Engine.Expressions;
using Naftiko.Engine.Flows;
using Naftiko.Engine.Values;

namespace Naftiko.Engine.Consumes.Bodies;

/// <summary>An <c>application/x-www-form-urlencoded</c> body (WHATWG URL, section 5.2); a list repeats its field.</summary>
internal sealed class FormBody(IReadOnlyList<KeyValuePair<string, Expression>> fields) : BodyTemplate
{
    public override HttpContent Render(Invocation run)
    {
        var text = new StringBuilder();
        foreach (var (name, expression) in fields)
        {
            if (expression.IsLeftOut(run))
            {
                continue;
            }

            var value = expression.Evaluate(run);
            if (value.Kind == JsonValueKind.Array)
            {
                foreach (var item in value.Element.EnumerateArray())
                {
                    Append(text, name, Value.FromElement(item));
                }
            }
            else if (!value.IsAbsent && !value.IsNull)
            {
                Append(text, name, value);
            }
        }

        // The media type has no charset parameter (WHATWG URL, section 5), and some servers take none.
        return new StringContent(text.ToString(), Encoding.UTF8, new MediaTypeHeaderValue("application/x-www-form-urlencoded"));
    }

    private static void Append(StringBuilder text, string name, Value value) =>
        text.Append(text.Length > 0 ? "&" : "").Append(Encode(name)).Append('=').Append(Encode(value.AsText()));

    /// <summary>A name or value as it stands in a form.</summary>
    public static string Encode(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);
}
