using System.Text;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;

namespace Naftiko.Engine.Binds;

/// <summary>
/// <c>[export ]NAME=value</c>, one a line: bare values end at <c> #</c>, single quotes keep everything but <c>\'</c>,
/// double quotes know escapes and span lines. <c>$NAME</c> is kept as it is written.
/// </summary>
internal sealed class EnvFileParser(SourceText source, DiagnosticBag diagnostics)
{
    private const int MaxReports = 100;

    private readonly string _text = source.Text.TrimStart('\uFEFF');
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private int _line = 1;
    private int _reports;

    public Dictionary<string, string> Parse()
    {
        var at = 0;
        while (at < _text.Length)
        {
            var next = ReadLine(at);
            _line += CountLines(_text.AsSpan(at, next - at));
            at = next;
        }

        return _values;
    }

    /// <summary>Reads one line, or as many as its quotes span; answers where the next begins.</summary>
    private int ReadLine(int start)
    {
        var end = EndOfLine(start);
        var at = SkipBlanks(start);
        if (at == end || _text[at] == '#')
        {
            return StartOfNext(end);
        }

        var nameEnd = NameEnd(at = SkipExport(at));
        var equals = SkipBlanks(nameEnd);
        if (nameEnd == at || equals >= end || _text[equals] != '=')
        {
            Report(BindDiagnostics.EnvFileLine, "this line is not of the form NAME=value");
            return StartOfNext(end);
        }

        return ReadValue(_text[at..nameEnd], SkipBlanks(equals + 1), end);
    }

    private int ReadValue(string name, int at, int end)
    {
        var quote = at < end ? _text[at] : default;
        if (quote is not ('"' or '\''))
        {
            Assign(name, BareValue(_text.AsSpan(at, end - at)));
            return StartOfNext(end);
        }

        // Only double quotes span lines. One that is never closed is the last quote of the file, so the search costs no more than the file.
        var close = ClosingQuote(at + 1, quote == '"' ? _text.Length : end, quote);
        if (close < 0)
        {
            Report(BindDiagnostics.EnvFileLine, $"the quote of '{name}' is not closed");
            return StartOfNext(end);
        }

        end = EndOfLine(close);
        var rest = SkipBlanks(close + 1);
        if (rest < end && _text[rest] != '#')
        {
            Report(BindDiagnostics.EnvFileLine, $"something follows the closing quote of '{name}'");
        }
        else
        {
            Assign(name, Unquote(_text.AsSpan(at + 1, close - at - 1), quote));
        }

        return StartOfNext(end);
    }

    private void Assign(string name, string value)
    {
        if (!_values.TryAdd(name, value))
        {
            _values[name] = value;
            Report(BindDiagnostics.EnvFileDuplicate, $"'{name}' is assigned again; this value holds");
        }
    }

    private static string BareValue(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '#' && (i == 0 || text[i - 1] is ' ' or '\t'))
            {
                text = text[..i];
            }
        }

        return text.TrimEnd([' ', '\t']).ToString();
    }

    private int ClosingQuote(int at, int limit, char quote)
    {
        for (; at < limit; at++)
        {
            if (_text[at] == quote)
            {
                return at;
            }

            // In single quotes a backslash is only special before a quote that is not the last one: 'C:\' is whole.
            var isEscape = quote == '"' || (at + 1 < limit && _text[at + 1] == quote && _text.AsSpan(at + 2, limit - at - 2).Contains(quote));
            at += _text[at] == '\\' && isEscape ? 1 : 0;
        }

        return -1;
    }

    private static string Unquote(ReadOnlySpan<char> text, char quote)
    {
        var value = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var next = text[i] == '\\' && i + 1 < text.Length ? text[i + 1] : default;
            var plain = next == quote ? quote : quote == '"' ? Escape(next) : default;
            value.Append(plain == default ? text[i] : plain);
            i += plain == default ? 0 : 1;
        }

        // A value of several lines is the same whatever system wrote the file.
        return value.ToString().ReplaceLineEndings("\n");
    }

    private static char Escape(char c) => c switch
    {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        '\\' or '$' or '\'' => c,
        _ => default,
    };

    private int SkipExport(int at)
    {
        var isExport = _text.AsSpan(at).StartsWith("export") && at + 6 < _text.Length && _text[at + 6] is ' ' or '\t';
        return isExport ? SkipBlanks(at + 6) : at;
    }

    private int NameEnd(int at)
    {
        var start = at;
        while (at < _text.Length && IsOfName(_text[at], isFirst: at == start))
        {
            at++;
        }

        return at;
    }

    private static bool IsOfName(char c, bool isFirst) =>
        char.IsAsciiLetter(c) || c == '_' || (!isFirst && (char.IsAsciiDigit(c) || c is '.' or '-'));

    private int SkipBlanks(int at)
    {
        while (at < _text.Length && _text[at] is ' ' or '\t')
        {
            at++;
        }

        return at;
    }

    private int EndOfLine(int at)
    {
        var length = _text.AsSpan(at).IndexOfAny('\r', '\n');
        return length < 0 ? _text.Length : at + length;
    }

    private int StartOfNext(int end) => _text.AsSpan(end).StartsWith("\r\n") ? end + 2 : Math.Min(end + 1, _text.Length);

    private static int CountLines(ReadOnlySpan<char> text) => text.Count('\n') + text.Count('\r') - text.Count("\r\n");

    private void Report(DiagnosticDescriptor descriptor, string message)
    {
        if (++_reports <= MaxReports)
        {
            diagnostics.Add(descriptor, new SourceSpan(source.Path, _line, 1, _line, 1), message);
        }
    }
}
