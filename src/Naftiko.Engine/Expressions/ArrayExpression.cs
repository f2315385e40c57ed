using System.Text.Json;
using Naftiko.Engine.Flows;
using Naftiko.Engine.Values;

namespace Naftiko.Engine.Expressions;

/// <summary>A list of the file with expressions in it; elements that are left out are left out, and a list emptied so is itself absent.</summary>
public sealed class ArrayExpression(IReadOnlyList<Expression> items) : Expression
{
    public override Value Evaluate(Invocation run) => IsLeftOut(run) ? Value.Absent : JsonBuilder.Build(this, run);

    public override bool IsLeftOut(Invocation run)
    {
        if (items.Count == 0)
        {
            return false;
        }

        foreach (var item in items)
        {
            if (!item.IsLeftOut(run))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Writes the list, even one that is emptied by what was left out.</summary>
    public void Write(Invocation run, Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var item in items)
        {
            if (!item.IsLeftOut(run))
            {
                JsonBuilder.Write(item, run, writer);
            }
        }

        writer.WriteEndArray();
    }
}
