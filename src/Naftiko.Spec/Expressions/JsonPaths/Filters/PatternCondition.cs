using System.Text.Json;
using System.Text.RegularExpressions;

namespace Naftiko.Spec.Expressions.JsonPaths.Filters;

/// <summary>
/// <c>match()</c> and <c>search()</c> (RFC 9535 sections 2.4.6 and 2.4.7). A pattern written in the path is compiled with it;
/// one that comes from the document is compiled for each comparison. A pattern that is no I-Regexp matches nothing.
/// </summary>
internal sealed class PatternCondition : Condition
{
    private readonly Operand _text;
    private readonly Operand _pattern;
    private readonly bool _isWhole;
    private readonly Regex? _constant;

    public PatternCondition(Operand text, Operand pattern, bool isWhole)
    {
        _text = text;
        _pattern = pattern;
        _isWhole = isWhole;
        _constant = pattern is LiteralOperand literal ? Compile(literal.Value) : null;
    }

    public override bool Holds(FilterContext context)
    {
        if (!JsonText.TryGetString(_text.Evaluate(context), out var text))
        {
            return false;
        }

        var regex = _pattern is LiteralOperand ? _constant : Compile(_pattern.Evaluate(context));
        return regex is not null && IsMatch(regex, text);
    }

    private Regex? Compile(JsonElement pattern) => JsonText.TryGetString(pattern, out var text) ? IRegexp.TryCompile(text, _isWhole) : null;

    private static bool IsMatch(Regex regex, string text)
    {
        try
        {
            return regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
