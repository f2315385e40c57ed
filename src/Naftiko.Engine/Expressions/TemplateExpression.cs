using System.Text;
using Naftiko.Engine.Flows;
using Naftiko.Engine.Values;

namespace Naftiko.Engine.Expressions;

/// <summary>A text with values in it. What is left out is "" inside longer text; a template of which all is left out is left out.</summary>
/// <param name="slots">Constants for text, any other expression for a place; sections are <see cref="SectionExpression"/>s.</param>
public sealed class TemplateExpression(IReadOnlyList<TemplateSlot> slots) : Expression
{
    private readonly bool _isConstant = slots.All(s => s.Value.IsConstant);
    private string? _constant;

    public override bool IsConstant => _isConstant;

    public override Value Evaluate(Invocation run)
    {
        if (_constant is not null && !run.IsDryRun)
        {
            return Value.FromText(_constant);
        }

        var text = new StringBuilder();
        AppendTo(text, run);
        var result = text.ToString();
        if (IsConstant && !run.IsDryRun)
        {
            _constant = result;
        }

        return Value.FromText(result);
    }

    public override bool IsLeftOut(Invocation run)
    {
        var hasReference = false;
        foreach (var (part, _) in slots)
        {
            if (part is ConstantExpression)
            {
                continue;
            }

            hasReference = true;
            if (!part.IsLeftOut(run))
            {
                return false;
            }
        }

        return hasReference;
    }

    internal void AppendTo(StringBuilder text, Invocation run)
    {
        foreach (var (part, escape) in slots)
        {
            switch (part)
            {
                case ConstantExpression literal:
                    text.Append(literal.Value.AsText());
                    break;
                case SectionExpression section:
                    section.AppendTo(text, run);
                    break;
                default:
                    text.Append(escape.Apply(part.Evaluate(run)));
                    break;
            }
        }
    }
}
