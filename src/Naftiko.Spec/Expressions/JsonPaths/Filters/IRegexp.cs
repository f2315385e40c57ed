using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Naftiko.Spec.Expressions.JsonPaths.Filters;

/// <summary>
/// Translates an I-Regexp (RFC 9485) to a .NET expression that runs in linear time. Beyond the RFC, <c>^</c> and <c>$</c> are
/// anchors and <c>\d \s \w</c> are classes, as authors expect; .NET matches UTF-16 units, so a character beyond U+FFFF is made a pair.
/// </summary>
internal sealed class IRegexp
{
    // For patterns out of documents: neither their compilation nor a match may cost much.
    private const int MaxLength = 1000;
    private const int MaxDepth = 64;
    private const int MaxRepeat = 1000;
    private static readonly TimeSpan s_matchTimeout = TimeSpan.FromSeconds(1);

    private readonly string _pattern;
    private readonly StringBuilder _output = new();
    private int _position;

    private IRegexp(string pattern) => _pattern = pattern;

    private bool IsAtEnd => _position >= _pattern.Length;

    private char Current => IsAtEnd ? '\0' : _pattern[_position];

    /// <summary>The expression, or null if the pattern is no I-Regexp or is too large.</summary>
    /// <param name="pattern">The I-Regexp.</param>
    /// <param name="isWhole">Whether the whole text must match, not a part of it.</param>
    public static Regex? TryCompile(string pattern, bool isWhole)
    {
        var translation = new IRegexp(pattern);
        if (pattern.Length > MaxLength || !translation.TryBranches(depth: 0) || !translation.IsAtEnd)
        {
            return null;
        }

        var expression = isWhole ? $@"\A(?:{translation._output})\z" : translation._output.ToString();
        try
        {
            return new Regex(expression, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, s_matchTimeout);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            // An unknown Unicode category, a class range in reverse order, or an automaton beyond .NET's limit.
            return null;
        }
    }

    private bool TryBranches(int depth)
    {
        while (true)
        {
            while (!IsAtEnd && Current is not ('|' or ')'))
            {
                if (!TryAtom(depth) || !TryQuantifier())
                {
                    return false;
                }
            }

            if (Current != '|')
            {
                return true;
            }

            _position++;
            _output.Append('|');
        }
    }

    private bool TryAtom(int depth)
    {
        switch (Current)
        {
            case '(':
                return depth < MaxDepth && TryGroup(depth);
            case '[':
                _position++;
                return new IRegexpClass(_pattern, _position).TryTranslate(_output, out _position);
            case '\\':
                _position++;
                return TryEscape();
            case '.':
                _position++;
                AppendNegated(@"\n\r");
                return true;
            case '^' or '$':
                _output.Append(Current == '^' ? @"\A" : @"\z");
                _position++;
                return true;
            case '*' or '+' or '?' or '{' or '}' or ']':
                return false;
            default:
                AppendCharacter();
                return true;
        }
    }

    private bool TryGroup(int depth)
    {
        _position++;
        _output.Append("(?:");
        if (!TryBranches(depth + 1) || Current != ')')
        {
            return false;
        }

        _position++;
        _output.Append(')');
        return true;
    }

    private bool TryEscape()
    {
        if (!IRegexpClass.TryReadEscape(_pattern, ref _position, out var escape))
        {
            return false;
        }

        var isNegated = escape[1] is 'P' or 'D' or 'S' or 'W';
        if (isNegated)
        {
            AppendNegated($"\\{char.ToLowerInvariant(escape[1])}{escape.AsSpan(2)}");
            return true;
        }

        _output.Append(escape);
        return true;
    }

    // All characters but these; one beyond U+FFFF is none of them.
    private void AppendNegated(string units) =>
        _output.Append(CultureInfo.InvariantCulture, $"(?:[^{units}{IRegexpClass.Surrogates}]|{IRegexpClass.AnyPair})");

    private void AppendCharacter()
    {
        var isPair = char.IsSurrogatePair(Current, _position + 1 < _pattern.Length ? _pattern[_position + 1] : '\0');
        _output.Append(isPair ? $"(?:{_pattern.AsSpan(_position, 2)})" : Regex.Escape(Current.ToString()));
        _position += isPair ? 2 : 1;
    }

    private bool TryQuantifier()
    {
        if (Current is '*' or '+' or '?')
        {
            _output.Append(Current);
            _position++;
            return true;
        }

        return Current != '{' || TryRange();
    }

    private bool TryRange()
    {
        var end = _pattern.IndexOf('}', _position);
        if (end < 0)
        {
            return false;
        }

        var bounds = _pattern[(_position + 1)..end].Split(',');
        var isOpen = bounds is [_, ""];
        if (bounds.Length > 2 || !IsBound(bounds[0]) || !(isOpen || IsBound(bounds[^1])))
        {
            return false;
        }

        _output.Append(_pattern.AsSpan(_position, end + 1 - _position));
        _position = end + 1;
        return true;
    }

    private static bool IsBound(string text) => text.Length is > 0 and <= 4 && text.All(char.IsAsciiDigit) && int.Parse(text, CultureInfo.InvariantCulture) <= MaxRepeat;
}
