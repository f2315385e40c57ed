using System.Text.Json;
using Naftiko.Engine.Expressions;
using Naftiko.Engine.Flows;
using Naftiko.Engine.Values;

namespace Naftiko.Engine.Consumes.Bodies;

/// <summary>A body that is one input: JSON as the caller gave it, or bytes of any other type passed on unread.</summary>
/// <param name="body">The input.</param>
/// <param name="isEmptyObject">Whether <c>{}</c> is sent when it was left out: the file says <c>data: {}</c>.</param>
internal sealed class WholeBody(Expression body, bool isEmptyObject) : BodyTemplate
{
    public override HttpContent? Render(Invocation run)
    {
        if (run.Body is { } passed)
        {
            return new PassedContent(passed);
        }

        var value = body.Evaluate(run);
        if (value.IsAbsent && !isEmptyObject)
        {
            return null;
        }

        var buffer = new PooledBuffer();
        using (var writer = new Utf8JsonWriter(buffer, JsonBuilder.WriterOptions))
        {
            if (value.IsAbsent)
            {
                writer.WriteStartObject();
                writer.WriteEndObject();
            }
            else
            {
                value.WriteTo(writer);
            }
        }

        return new PooledContent(buffer, "application/json");
    }
}
