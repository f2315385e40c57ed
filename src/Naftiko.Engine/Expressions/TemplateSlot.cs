namespace Naftiko.Engine.Expressions;

/// <summary>A part of a <see cref="TemplateExpression"/> and what its value goes through at this position.</summary>
public readonly record struct TemplateSlot(Expression Value, TextEscape Escape)
{
    public static TemplateSlot Text(string text) => new(new ConstantExpression(Values.Value.FromText(text)), TextEscape.None);
}
