using System.Text.Json;
using Naftiko.Engine.Flows;
using Naftiko.Engine.Values;

namespace Naftiko.Engine.Expressions;

/// <summary>An object of the file with expressions in it. Members whose value is left out are left out; an object emptied so is itself absent.</summary>
public sealed class ObjectExpression(IReadOnlyList<KeyValuePair<string, Expression>> members) : Expression
{
    public IReadOnlyList<KeyValuePair<string, Expression>> Members => members;

    public override Value Evaluate(Invocation run) => IsLeftOut(run) ? Value.Absent : JsonBuilder.Build(this, run);

    public override bool IsLeftOut(Invocation run)
    {
        if (members.Count == 0)
        {
            return false;
        }

        foreach (var (_, value) in members)
        {
            if (!value.IsLeftOut(run))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Writes the object, even one that is emptied by what was left out.</summary>
    public void Write(Invocation run, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in members)
        {
            if (!value.IsLeftOut(run))
            {
                writer.WritePropertyName(name);
                JsonBuilder.Write(value, run, writer);
            }
        }

        writer.WriteEndObject();
    }
}
