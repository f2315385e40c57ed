using System.Text;
using System.Text.Json;
using Naftiko.Engine.Flows;
using Naftiko.Engine.Values;

namespace Naftiko.Engine.Expressions;

/// <summary>A Mustache section: its body is rendered when the value is there and not false, once per element of a list.</summary>
public sealed class SectionExpression(Expression value, bool isInverted, TemplateExpression body) : Expression
{
    public override Value Evaluate(Invocation run)
    {
        var text = new StringBuilder();
        AppendTo(text, run);
        return Value.FromText(text.ToString());
    }

    public override bool IsLeftOut(Invocation run) => !isInverted && value.IsLeftOut(run);

    internal void AppendTo(StringBuilder text, Invocation run)
    {
        var subject = value.Evaluate(run);
        var isTruthy = subject.Kind switch
        {
            JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.False => false,
            JsonValueKind.Array => subject.Element.GetArrayLength() > 0,
            _ => true,
        };
        if (isTruthy == isInverted)
        {
            return;
        }

        if (isInverted || subject.Kind != JsonValueKind.Array)
        {
            var outer = run.Section;
            run.Section = isInverted ? outer : subject;
            body.AppendTo(text, run);
            run.Section = outer;
            return;
        }

        var before = run.Section;
        foreach (var item in subject.Element.EnumerateArray())
        {
            run.Section = Value.FromElement(item);
            body.AppendTo(text, run);
        }

        run.Section = before;
    }
}
