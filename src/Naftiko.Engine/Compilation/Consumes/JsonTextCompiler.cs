using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Naftiko.Engine.Compilation.Expressions;
using Naftiko.Engine.Expressions;
using Naftiko.Engine.Values;
using Naftiko.Spec.Expressions;
using Naftiko.Spec.Sources;

namespace Naftiko.Engine.Compilation.Consumes;

/// <summary>
/// Compiles a JSON text with placeholders as a tree: each placeholder becomes a marker, bare ones a quoted one; the text is parsed; and
/// where a marker stands in the tree its expression goes.
/// </summary>
internal sealed class JsonTextCompiler(TemplateCompiler templates, SourceSpan span)
{
    // Private-use characters (Unicode section 23.5), which no meaningful text holds.
    private const char Open = '\uE000';
    private const char Close = '\uE001';
    private const char OpenBare = '\uE002';

    private readonly List<HolePart> _holes = [];

    public bool TryCompile(Template template, [NotNullWhen(true)] out Expression? tree)
    {
        tree = null;
        if (template.Parts.Any(p => p is SectionPart) || template.Text.AsSpan().ContainsAny(Open, Close, OpenBare))
        {
            return false;
        }

        try
        {
            tree = Node(JsonElement.Parse(Marked(template)));
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The text as text: values within quotes are escaped, bare ones are JSON.</summary>
    public Expression CompileText(string text) => templates.Compile(text, span, index => IsQuoted(text, index) ? TextEscape.JsonText : TextEscape.None);

    private string Marked(Template template)
    {
        var text = new StringBuilder();
        var isQuoted = false;
        foreach (var part in template.Parts)
        {
            if (part is TextPart literal)
            {
                text.Append(literal.Text);
                isQuoted = Scan(literal.Text, isQuoted);
                continue;
            }

            text.Append(isQuoted ? $"{Open}{_holes.Count}{Close}" : $"\"{OpenBare}{_holes.Count}{Close}\"");
            _holes.Add((HolePart)part);
        }

        return text.ToString();
    }

    /// <summary>Whether a JSON string is open behind the text.</summary>
    private static bool Scan(string text, bool isQuoted)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (isQuoted && text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '"')
            {
                isQuoted = !isQuoted;
            }
        }

        return isQuoted;
    }

    private static bool IsQuoted(string text, int hole)
    {
        if (!Template.TryParse(text, isPath: false, out var template, out _))
        {
            return false;
        }

        var isQuoted = false;
        var index = 0;
        foreach (var part in template.Parts)
        {
            if (part is TextPart literal)
            {
                isQuoted = Scan(literal.Text, isQuoted);
            }
            else if (index++ == hole)
            {
                return isQuoted;
            }
        }

        return false;
    }

    private Expression Node(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new ObjectExpression([.. element.EnumerateObject().Select(m => KeyValuePair.Create(m.Name, Node(m.Value)))]),
        JsonValueKind.Array => new ArrayExpression([.. element.EnumerateArray().Select(Node)]),
        JsonValueKind.String => Text(element.GetString() ?? ""),
        _ => new ConstantExpression(Value.FromElement(element)),
    };

    private Expression Text(string text)
    {
        if (text is [OpenBare, ..])
        {
            return Hole(text, 0, out _) is { } bare ? templates.Compile(bare.Source, span, TextEscape.None) : new ConstantExpression(Value.FromText(text));
        }

        if (!text.Contains(Open))
        {
            return new ConstantExpression(Value.FromText(text));
        }

        var restored = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == Open && Hole(text, i, out var end) is { } hole)
            {
                restored.Append(hole.Source);
                i = end;
            }
            else
            {
                restored.Append(text[i]);
            }
        }

        // Within quotes the author means text, even where one placeholder is all of it.
        var value = templates.Compile(restored.ToString(), span, TextEscape.None);
        return value is TemplateExpression ? value : new TemplateExpression([new TemplateSlot(value, TextEscape.None)]);
    }

    /// <summary>The placeholder whose marker begins at <paramref name="start"/>.</summary>
    private HolePart? Hole(string text, int start, out int end)
    {
        end = text.IndexOf(Close, start);
        return end > 0 && int.TryParse(text.AsSpan(start + 1, end - start - 1), CultureInfo.InvariantCulture, out var index) && index < _holes.Count ? _holes[index] : null;
    }
}
