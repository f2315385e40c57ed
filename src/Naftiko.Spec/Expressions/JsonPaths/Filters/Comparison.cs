using System.Diagnostics;
using System.Text.Json;

namespace Naftiko.Spec.Expressions.JsonPaths.Filters;

internal enum ComparisonOperator
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// <summary>Compares two values (RFC 9535 section 2.3.5.2.2). Nothing equals nothing; only numbers and strings have an order.</summary>
internal sealed class Comparison(Operand left, ComparisonOperator comparisonOperator, Operand right) : Condition
{
    public override bool Holds(FilterContext context)
    {
        var leftValue = left.Evaluate(context);
        var rightValue = right.Evaluate(context);
        return comparisonOperator switch
        {
            ComparisonOperator.Equal => AreEqual(leftValue, rightValue),
            ComparisonOperator.NotEqual => !AreEqual(leftValue, rightValue),
            ComparisonOperator.Less => IsLess(leftValue, rightValue),
            ComparisonOperator.LessOrEqual => IsLess(leftValue, rightValue) || AreEqual(leftValue, rightValue),
            ComparisonOperator.Greater => IsLess(rightValue, leftValue),
            ComparisonOperator.GreaterOrEqual => IsLess(rightValue, leftValue) || AreEqual(leftValue, rightValue),
            _ => throw new UnreachableException(),
        };
    }

    private static bool AreEqual(JsonElement left, JsonElement right)
    {
        if (left.ValueKind != right.ValueKind)
        {
            return false;
        }

        return left.ValueKind switch
        {
            JsonValueKind.Undefined => true,
            JsonValueKind.Number => JsonNumber.Compare(left, right) == 0,
            _ => JsonText.DeepEquals(left, right),
        };
    }

    private static bool IsLess(JsonElement left, JsonElement right)
    {
        if (left.ValueKind == JsonValueKind.Number && right.ValueKind == JsonValueKind.Number)
        {
            return JsonNumber.Compare(left, right) < 0;
        }

        return JsonText.TryGetString(left, out var leftText)
            && JsonText.TryGetString(right, out var rightText)
            && CompareScalars(leftText, rightText) < 0;
    }

    // By Unicode scalar values: UTF-16 order would put U+10000 before U+FFFD.
    private static int CompareScalars(string left, string right)
    {
        var common = left.AsSpan().CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        var isLeftSurrogate = char.IsSurrogate(left[common]);
        var isRightSurrogate = char.IsSurrogate(right[common]);
        return isLeftSurrogate == isRightSurrogate ? left[common].CompareTo(right[common]) : isLeftSurrogate.CompareTo(isRightSurrogate);
    }
}
