using System.Globalization;
using Naftiko.Spec.Sources;

namespace Naftiko.Engine.Formats.Protobuf;

/// <summary>Reads the messages and enumerations of a <c>.proto</c> file (proto2, proto3, editions); services, extensions and options are passed over.</summary>
internal sealed class ProtoFileParser
{
    private const int MaxNesting = 64;

    private readonly SourceText _source;
    private readonly ProtoLexer _lexer;
    private readonly ProtoSymbols _symbols;
    private int _nesting;

    public ProtoFileParser(SourceText source, ProtoSymbols symbols)
    {
        _source = source;
        _symbols = symbols;
        _lexer = new ProtoLexer(source.Text);
    }

    /// <summary>What the file imports, with the places.</summary>
    public List<(string File, int Offset)> Imports { get; } = [];

    /// <summary>The messages at the file's top level.</summary>
    public List<ProtoMessage> Messages { get; } = [];

    /// <exception cref="SchemaException">It is no <c>.proto</c> file.</exception>
    public void Parse()
    {
        var package = "";
        while (_lexer.Next.Kind != ProtoTokenKind.End)
        {
            var statement = _lexer.Take();
            switch (statement.Text)
            {
                case ";":
                    break;
                case "package":
                    package = _lexer.ExpectWord().Text;
                    _lexer.Expect(";");
                    break;
                case "import":
                    Import();
                    break;
                case "message":
                    Messages.Add(Message(package, _lexer.ExpectWord()));
                    break;
                case "enum":
                    Enumeration(package);
                    break;
                case "syntax" or "edition" or "option" or "service" or "extend":
                    SkipStatement();
                    break;
                default:
                    throw new SchemaException($"'{statement.Text}' is no declaration of a .proto file", statement.Offset);
            }
        }
    }

    private void Import()
    {
        if (!_lexer.TryTake("public"))
        {
            _lexer.TryTake("weak");
        }

        var offset = _lexer.Next.Offset;
        Imports.Add((_lexer.ExpectText(), offset));
        _lexer.Expect(";");
    }

    private ProtoMessage Message(string scope, ProtoToken name)
    {
        var message = new ProtoMessage(Join(scope, name.Text));
        _symbols.Add(message.FullName, message, name.Offset);
        MessageBody(message);
        return message;
    }

    private void MessageBody(ProtoMessage message)
    {
        if (++_nesting > MaxNesting)
        {
            throw _lexer.Unexpected($"at most {MaxNesting} levels of messages");
        }

        var oneofs = 0;
        _lexer.Expect("{");
        while (!_lexer.TryTake("}"))
        {
            var first = _lexer.Next;
            switch (first.Text)
            {
                case ";":
                    _lexer.Take();
                    break;
                case "message":
                    _lexer.Take();
                    Message(message.FullName, _lexer.ExpectWord());
                    break;
                case "enum":
                    _lexer.Take();
                    Enumeration(message.FullName);
                    break;
                case "oneof":
                    _lexer.Take();
                    Oneof(message, oneofs++);
                    break;
                case "option" or "reserved" or "extensions" or "extend":
                    SkipStatement();
                    break;
                default:
                    Field(message, -1);
                    break;
            }
        }

        _nesting--;
    }

    private void Oneof(ProtoMessage message, int oneof)
    {
        _lexer.ExpectWord();
        _lexer.Expect("{");
        while (!_lexer.TryTake("}"))
        {
            if (_lexer.Next.Is("option"))
            {
                SkipStatement();
            }
            else if (!_lexer.TryTake(";"))
            {
                Field(message, oneof);
            }
        }
    }

    private void Field(ProtoMessage message, int oneof)
    {
        var isRepeated = _lexer.TryTake("repeated");
        if (!isRepeated && !_lexer.TryTake("optional"))
        {
            _lexer.TryTake("required");
        }

        var type = _lexer.ExpectWord();
        var isGroup = type.Text == "group";
        var key = type.Text == "map" && _lexer.Next.Is("<") ? MapKey(ref type) : null;
        var name = _lexer.ExpectWord();
        _lexer.Expect("=");
        var number = Number();
        var jsonName = _lexer.Next.Is("[") ? Options() : null;
        var field = new ProtoField
        {
            Number = number,
            JsonName = jsonName ?? ProtoField.ToJsonName(isGroup ? name.Text.ToLowerInvariant() : name.Text),
            TypeName = isGroup ? name.Text : type.Text,
            Offset = isGroup ? name.Offset : type.Offset,
            IsRepeated = isRepeated,
            IsGroup = isGroup,
            MapKey = key,
            Oneof = oneof,
        };
        if (!message.TryAdd(field))
        {
            throw new SchemaException($"the number {number} stands twice in {message.FullName}", name.Offset);
        }

        _symbols.ToLink(field, message.FullName, _source);
        if (isGroup)
        {
            Message(message.FullName, name);
        }
        else
        {
            _lexer.Expect(";");
        }
    }

    private ProtoScalar MapKey(ref ProtoToken type)
    {
        _lexer.Expect("<");
        var word = _lexer.ExpectWord();
        var key = ProtoScalar.Find(word.Text) is { IsKey: true } found ? found : throw new SchemaException($"'{word.Text}' cannot be the key of a map", word.Offset);
        _lexer.Expect(",");
        type = _lexer.ExpectWord();
        _lexer.Expect(">");
        return key;
    }

    private void Enumeration(string scope)
    {
        var name = _lexer.ExpectWord();
        var names = new Dictionary<int, string>();
        int? first = null;
        _lexer.Expect("{");
        while (!_lexer.TryTake("}"))
        {
            if (_lexer.Next.Is("option") || _lexer.Next.Is("reserved"))
            {
                SkipStatement();
                continue;
            }

            if (_lexer.TryTake(";"))
            {
                continue;
            }

            var value = _lexer.ExpectWord();
            _lexer.Expect("=");
            var number = Number();
            first ??= number;
            names.TryAdd(number, value.Text); // Of aliases the first is the name.
            SkipStatement();
        }

        _symbols.Add(Join(scope, name.Text), new ProtoEnum(names, first ?? throw new SchemaException($"the enumeration '{name.Text}' has no value", name.Offset)), name.Offset);
    }

    private int Number()
    {
        var isNegative = _lexer.TryTake("-");
        if (_lexer.Next.Kind != ProtoTokenKind.Number)
        {
            throw _lexer.Unexpected("a number");
        }

        var token = _lexer.Take();
        var isHex = token.Text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        var digits = isHex ? token.Text[2..] : token.Text;
        return long.TryParse(digits, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= int.MaxValue + 1L
            ? (int)(isNegative ? -number : number)
            : throw new SchemaException($"'{token.Text}' is no number of 32 bits", token.Offset);
    }

    /// <summary>Passes over a field's options; gives its <c>json_name</c>.</summary>
    private string? Options()
    {
        string? jsonName = null;
        var depth = 0;
        do
        {
            var token = _lexer.Take();
            depth += Step(token);
            if (depth == 1 && token.Is("json_name") && _lexer.TryTake("="))
            {
                jsonName = _lexer.ExpectText();
            }
        }
        while (depth > 0);
        return jsonName;
    }

    /// <summary>Passes over what is not read: up to a semicolon, or a block.</summary>
    private void SkipStatement()
    {
        var depth = 0;
        while (true)
        {
            var token = _lexer.Take();
            depth += Step(token);
            if (depth == 0 && (token.Is(";") || (token.Is("}") && !_lexer.Next.Is(";"))))
            {
                return;
            }
        }
    }

    private int Step(ProtoToken token)
    {
        if (token.Kind == ProtoTokenKind.End)
        {
            throw _lexer.Unexpected("the end of a declaration");
        }

        return token.Kind != ProtoTokenKind.Symbol ? 0 : token.Text is "{" or "[" ? 1 : token.Text is "}" or "]" ? -1 : 0;
    }

    private static string Join(string scope, string name) => scope.Length == 0 ? name : $"{scope}.{name}";
}
