using Naftiko.Engine.Expressions;
using Naftiko.Engine.Values;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Expressions;
using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Engine.Compilation.Expressions;

/// <summary>Turns templates and trees of the file into expressions; what a name stands for is the caller's to say.</summary>
/// <param name="resolve">The expression of a place; null where the text is to stay as it is written.</param>
/// <param name="diagnostics">Takes malformed templates.</param>
internal sealed class TemplateCompiler(Func<HolePart, SourceSpan, HoleUse, Expression?> resolve, DiagnosticBag diagnostics)
{
    /// <summary>A node with the templates in its strings: what <c>with</c>, <c>data</c> and <c>value</c> hold.</summary>
    public Expression Compile(Node node) => node switch
    {
        MappingNode mapping => new ObjectExpression([.. mapping.Entries.Select(e => KeyValuePair.Create(e.Key.Text, Compile(e.Value)))]),
        SequenceNode list => new ArrayExpression([.. list.Items.Select(Compile)]),
        ScalarNode { Kind: ScalarKind.Text } text => Compile(text.Text, text.Span, TextEscape.None),
        ScalarNode scalar => new ConstantExpression(ScalarValues.Read(scalar)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>A text with its templates; one that is a single expression keeps the JSON type of its value.</summary>
    public Expression Compile(string text, SourceSpan span, TextEscape escape)
    {
        if (Parse(text, span) is not { IsLiteral: false } template)
        {
            return new ConstantExpression(Value.FromText(text));
        }

        if (template.Single is { } single)
        {
            return resolve(single, span, HoleUse.Whole) ?? new ConstantExpression(Value.FromText(text));
        }

        return new TemplateExpression(Slots(template.Parts, span, _ => escape));
    }

    /// <summary>A text in which the escape depends on where in it a place stands: on how many places and sections stand before it.</summary>
    public Expression Compile(string text, SourceSpan span, Func<int, TextEscape> escapeAt) =>
        Parse(text, span) is { IsLiteral: false } template
            ? new TemplateExpression(Slots(template.Parts, span, escapeAt))
            : new ConstantExpression(Value.FromText(text));

    /// <summary>The parsed template, or null (reported) when it is malformed.</summary>
    public Template? Parse(string text, SourceSpan span, bool isPath = false)
    {
        if (Template.TryParse(text, isPath, out var template, out var error))
        {
            return template;
        }

        diagnostics.Add(ExpressionDiagnostics.BadTemplate, span, error);
        return null;
    }

    /// <summary>The parts of a parsed template; what <c>resolve</c> does not know stays as it is written.</summary>
    public List<TemplateSlot> Slots(IReadOnlyList<TemplatePart> parts, SourceSpan span, Func<int, TextEscape> escapeAt)
    {
        var slots = new List<TemplateSlot>(parts.Count);
        var index = 0;
        foreach (var part in parts)
        {
            slots.Add(part switch
            {
                TextPart text => TemplateSlot.Text(text.Text),
                HolePart hole => Place(hole, span, escapeAt(index++)),
                SectionPart section => new TemplateSlot(Section(section, span, escapeAt(index++)), TextEscape.None),
                _ => throw new System.Diagnostics.UnreachableException(),
            });
        }

        return slots;
    }

    private TemplateSlot Place(HolePart hole, SourceSpan span, TextEscape escape) =>
        resolve(hole, span, HoleUse.InText) is { } value ? new TemplateSlot(value, escape) : TemplateSlot.Text(hole.Source);

    private SectionExpression Section(SectionPart section, SourceSpan span, TextEscape escape)
    {
        var value = resolve(new HolePart(section.Name, HoleNotation.Mustache, ""), span, HoleUse.Section) ?? new ConstantExpression(Value.Absent);
        var inner = new TemplateCompiler(
            (hole, at, use) => new SectionItemExpression(hole.Name, hole.Name == "." ? null : resolve(hole, at, use == HoleUse.Section ? use : HoleUse.InSection)), diagnostics);
        return new SectionExpression(value, section.IsInverted, new TemplateExpression(inner.Slots(section.Body, span, _ => escape)));
    }
}
