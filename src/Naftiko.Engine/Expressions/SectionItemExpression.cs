using System.Text.Json;
using Naftiko.Engine.Flows;
using Naftiko.Engine.Values;

namespace Naftiko.Engine.Expressions;

/// <summary>Inside a section: <c>.</c> is the element, <c>name</c> its member, and what it does not have is looked up outside.</summary>
public sealed class SectionItemExpression(string name, Expression? outer) : Expression
{
    public override Value Evaluate(Invocation run)
    {
        if (name == ".")
        {
            return run.Section;
        }

        if (run.Section.Kind == JsonValueKind.Object && run.Section.Element.TryGetProperty(name, out var member))
        {
            return Value.FromElement(member);
        }

        return outer?.Evaluate(run) ?? Value.Absent;
    }
}
