using System.Text.Json;
using Naftiko.Engine.Expressions;
using Naftiko.Engine.Flows;
using Naftiko.Engine.Values;

namespace Naftiko.Engine.Outputs;

/// <summary>A value as it is (of text that is no JSON, a string of all of it is that text), coerced to a declared scalar type where nothing is lost, cut to a length where one is declared.</summary>
internal sealed class ScalarShape(Func<JsonElement, ShapeRun, Value> read, Expression? expression, string? type, int? maxLength, string? description) : Shape
{
    public static ScalarShape At(Selection selection, string? type, int? maxLength, string? description) =>
        type == "string" && selection.IsSelf
            ? new((context, run) => run.Unconverted(context) is { } text ? Value.FromText(text) : selection.Select(context), null, type, maxLength, description)
            : new((context, _) => selection.Select(context), null, type, maxLength, description);

    public static ScalarShape Of(Expression expression, string? type, int? maxLength, string? description) =>
        new((_, run) => expression.Evaluate(run.Invocation), expression, type, maxLength, description);

    public override void Write(JsonElement context, ShapeRun run)
    {
        var value = Cut(OutputTypes.Coerce(read(context, run), type));
        if (!value.IsAbsent && !value.IsNull && !OutputTypes.Fits(value, type))
        {
            run.Misfits++;
            value = run.IsStrict || type == "array" ? Value.Null : value;
        }

        value.WriteTo(run.Writer);
    }

    public override void Probe(Invocation run) => expression?.Evaluate(run);

    public override void WriteSchema(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        OutputTypes.WriteType(writer, type);
        OutputTypes.WriteDescription(writer, description);
        writer.WriteEndObject();
    }

    private Value Cut(Value value)
    {
        if (maxLength is not { } limit || !value.IsString || value.AsText() is not { } text || text.Length <= limit)
        {
            return value;
        }

        // Never through the middle of a surrogate pair.
        var end = limit > 0 && char.IsHighSurrogate(text[limit - 1]) ? limit - 1 : limit;
        return Value.FromText(text[..end]);
    }
}
