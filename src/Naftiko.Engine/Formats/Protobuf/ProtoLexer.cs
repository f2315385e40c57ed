using System.Text;

namespace Naftiko.Engine.Formats.Protobuf;

/// <summary>Cuts a <c>.proto</c> file into tokens, one ahead.</summary>
internal sealed class ProtoLexer
{
    private readonly string _text;
    private int _at;

    public ProtoLexer(string text)
    {
        _text = text;
        Next = Scan();
    }

    /// <summary>The token to come.</summary>
    public ProtoToken Next { get; private set; }

    /// <summary>Takes the next token.</summary>
    public ProtoToken Take()
    {
        var token = Next;
        Next = Scan();
        return token;
    }

    /// <summary>Takes the next token if it is that word or symbol.</summary>
    public bool TryTake(string text)
    {
        if (!Next.Is(text))
        {
            return false;
        }

        Take();
        return true;
    }

    /// <summary>Takes the next token, which must be that word or symbol.</summary>
    public void Expect(string text)
    {
        if (!TryTake(text))
        {
            throw Unexpected($"'{text}'");
        }
    }

    /// <summary>Takes a name.</summary>
    public ProtoToken ExpectWord() => Next.Kind == ProtoTokenKind.Word ? Take() : throw Unexpected("a name");

    /// <summary>Takes a string; several in a row are one.</summary>
    public string ExpectText()
    {
        if (Next.Kind != ProtoTokenKind.Text)
        {
            throw Unexpected("a string");
        }

        var text = Take().Text;
        while (Next.Kind == ProtoTokenKind.Text)
        {
            text += Take().Text;
        }

        return text;
    }

    public SchemaException Unexpected(string wanted) =>
        new(Next.Kind == ProtoTokenKind.End ? $"the file ends where {wanted} should stand" : $"'{Next.Text}' stands where {wanted} should", Next.Offset);

    private ProtoToken Scan()
    {
        SkipBlanks();
        var start = _at;
        if (_at == _text.Length)
        {
            return new ProtoToken(ProtoTokenKind.End, "", start);
        }

        var first = _text[_at];
        if (first is '"' or '\'')
        {
            return new ProtoToken(ProtoTokenKind.Text, ScanText(first), start);
        }

        if (IsWordPart(first) || (first == '.' && _at + 1 < _text.Length && IsWordPart(_text[_at + 1])))
        {
            while (_at < _text.Length && (IsWordPart(_text[_at]) || _text[_at] == '.'))
            {
                _at++;
            }

            return new ProtoToken(char.IsAsciiDigit(first) ? ProtoTokenKind.Number : ProtoTokenKind.Word, _text[start.._at], start);
        }

        _at++;
        return new ProtoToken(ProtoTokenKind.Symbol, first.ToString(), start);
    }

    private string ScanText(char quote)
    {
        var start = _at++;
        var text = new StringBuilder();
        while (_at < _text.Length && _text[_at] is not ('\n' or '\r'))
        {
            var c = _text[_at++];
            if (c == quote)
            {
                return text.ToString();
            }

            // Escapes other than of quotes stand only in defaults and options, which are not read.
            text.Append(c == '\\' && _at < _text.Length ? _text[_at++] : c);
        }

        throw new SchemaException("a string does not end", start);
    }

    private void SkipBlanks()
    {
        while (_at < _text.Length)
        {
            var rest = _text.AsSpan(_at);
            if (char.IsWhiteSpace(rest[0]))
            {
                _at++;
            }
            else if (rest.StartsWith("//"))
            {
                var end = rest.IndexOf('\n');
                _at = end < 0 ? _text.Length : _at + end;
            }
            else if (rest.StartsWith("/*"))
            {
                var end = rest[2..].IndexOf("*/");
                _at = end < 0 ? throw new SchemaException("a comment does not end", _at) : _at + end + 4;
            }
            else
            {
                return;
            }
        }
    }

    private static bool IsWordPart(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
