using System.Text.Json;

namespace Naftiko.Spec.Expressions.JsonPaths.Filters;

/// <summary>An expression of ValueType (RFC 9535 section 2.4.1): one JSON value or nothing, which is an undefined element.</summary>
internal abstract class Operand
{
    public abstract JsonElement Evaluate(FilterContext context);
}

internal sealed class LiteralOperand(JsonElement value) : Operand
{
    public JsonElement Value { get; } = value;

    public override JsonElement Evaluate(FilterContext context) => Value;
}

/// <summary>A query: a value where it is singular; otherwise only its existence counts, or the nodes as a function's argument.</summary>
internal sealed class QueryOperand(Query query) : Operand
{
    public Query Query { get; } = query;

    public override JsonElement Evaluate(FilterContext context) =>
        Query.TrySelectFirst(context.Root, context.Current, out var value) ? value : default;
}

/// <summary><c>length()</c>: Unicode scalar values of a string, items of an array, members of an object (RFC 9535 section 2.4.4).</summary>
internal sealed class LengthOperand(Operand argument) : Operand
{
    public override JsonElement Evaluate(FilterContext context)
    {
        var value = argument.Evaluate(context);
        return value.ValueKind switch
        {
            JsonValueKind.Array => JsonNumber.FromInteger(value.GetArrayLength()),
            JsonValueKind.Object => JsonNumber.FromInteger(value.GetPropertyCount()),
            JsonValueKind.String when JsonText.TryGetString(value, out var text) => JsonNumber.FromInteger(CountScalars(text)),
            _ => default,
        };
    }

    private static int CountScalars(string text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }
}

/// <summary><c>count()</c>: the number of nodes (RFC 9535 section 2.4.5).</summary>
internal sealed class CountOperand(Query query) : Operand
{
    public override JsonElement Evaluate(FilterContext context) =>
        JsonNumber.FromInteger(query.Count(context.Root, context.Current, int.MaxValue, out _));
}

/// <summary><c>value()</c>: the value of the only node, nothing if there are none or several (RFC 9535 section 2.4.8).</summary>
internal sealed class ValueOperand(Query query) : Operand
{
    public override JsonElement Evaluate(FilterContext context) =>
        query.Count(context.Root, context.Current, limit: 2, out var value) == 1 ? value : default;
}
