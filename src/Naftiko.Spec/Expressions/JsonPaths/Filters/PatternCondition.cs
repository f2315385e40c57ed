using System.Text.Json;
using System.Text.RegularExpressions;

namespace Naftiko.Spec.Expressions.JsonPaths.Filters;

/// <summary>
/// <c>match()</c> and <c>search()</c> (RFC 9535 sections 2.4.6 and 2.4.7). A pattern written in the path is compiled with it;
/// of those that come from the document the last one is kept. A pattern that is no I-Regexp matches nothing.
/// </summary>
internal sealed class PatternCondition : Condition
{
    private readonly Operand _text;
    private readonly Operand _pattern;
    private readonly bool _isWhole;
    private readonly Regex? _constant;

    // Replaced whole, so that concurrent evaluations see one pattern or another, never a mixture.
    private CompiledPattern? _last;

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

    private Regex? Compile(JsonElement pattern)
    {
        if (!JsonText.TryGetString(pattern, out var text))
        {
            return null;
        }

        var compiled = _last;
        if (compiled?.Text != text)
        {
            compiled = new CompiledPattern(text, IRegexp.TryCompile(text, _isWhole));
            _last = compiled;
        }

        return compiled.Regex;
    }

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

    private sealed record CompiledPattern(string Text, Regex? Regex);
}
