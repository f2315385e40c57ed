using System.Text.Json;
using Naftiko.Engine.Flows;
using Naftiko.Engine.Values;

namespace Naftiko.Engine.Expressions;

/// <summary>Writes expressions as JSON.</summary>
public static class JsonBuilder
{
    /// <summary>Strings as they are: bodies and answers are not HTML, so nothing but quotes, backslashes and controls is escaped.</summary>
    public static readonly JsonWriterOptions WriterOptions = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Writes the value of <paramref name="expression"/>; containers are written member by member, without a document between.</summary>
    public static void Write(Expression expression, Invocation run, Utf8JsonWriter writer)
    {
        switch (expression)
        {
            case ObjectExpression members:
                members.Write(run, writer);
                break;
            case ArrayExpression items:
                items.Write(run, writer);
                break;
            default:
                expression.Evaluate(run).WriteTo(writer);
                break;
        }
    }

    /// <summary>The value of a container as an element.</summary>
    public static Value Build(Expression expression, Invocation run)
    {
        using var buffer = new PooledBuffer();
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            Write(expression, run, writer);
        }

        return Value.FromElement(JsonElement.Parse(buffer.Written.Span));
    }
}
