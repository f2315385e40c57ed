namespace Naftiko.Spec.Tests.Yaml.Ordinary;

/// <summary>Pieces of texts, damaged in ways that matter to YAML. The same seed damages in the same way.</summary>
internal sealed class Mutation(int seed)
{
    private const int MostLines = 25;

    private static readonly string[] Pieces =
    [
        ": ", ":", " #", "#", "'", "\"", "''", "\\", "\\n", "\\x41", "\\\n", "\n", "\n\n", "\r\n", " ", "  ", "- ", "-", "\n- ", "|\n", ">\n", "|-\n", ">+\n", "| # c\n", "[", "]", "{", "}",
        "{}", "[]", ", ", ",", "[a, b]", "{a: b}", "{\"a\":1}", "&a ", "*a", "!!str ", "%", "@", "`", "?", "? ", "---\n", "...\n", "\n---\n", "\t", "<<: ", "key: ", "key:\n", "\n  key: ", "x", "yes", "0x1F", "~",
        "\u00e9", "\U0001F600", "\u2028",
    ];

    private readonly Random _random = new(seed);

    public string Of(IReadOnlyList<string> texts)
    {
        var text = Window(texts[_random.Next(texts.Count)]);
        for (var count = _random.Next(4); count >= 0; count--)
        {
            text = Damage(text);
        }

        return text;
    }

    /// <summary>Some lines that follow one another, moved to the left as far as they go.</summary>
    private string Window(string text)
    {
        var lines = text.Split('\n');
        var first = _random.Next(lines.Length);
        var window = lines[first..Math.Min(lines.Length, first + 1 + _random.Next(MostLines))];
        var indent = window.Where(line => line.Trim().Length > 0).Select(line => line.Length - line.TrimStart(' ').Length).DefaultIfEmpty(0).Min();
        return string.Join('\n', window.Select(line => line.Length < indent ? line : line[indent..]));
    }

    private string Damage(string text)
    {
        var at = _random.Next(text.Length + 1);
        var length = Math.Min(text.Length - at, 1 + _random.Next(3));
        return _random.Next(8) switch
        {
            0 => text.Remove(at, length),
            1 => text[..at] + text[at..].Insert(length, text.Substring(at, length)),
            2 => DamageLines(text),
            3 => text[..at],
            4 => text.Remove(at, length).Insert(at, Pieces[_random.Next(Pieces.Length)]),
            _ => text.Insert(at, Pieces[_random.Next(Pieces.Length)]),
        };
    }

    private string DamageLines(string text)
    {
        var lines = text.Split('\n').ToList();
        var at = _random.Next(lines.Count);
        switch (_random.Next(5))
        {
            case 0:
                lines.RemoveAt(at);
                break;
            case 1:
                lines.Insert(at, lines[_random.Next(lines.Count)]);
                break;
            case 2:
                lines[at] = new string(' ', 1 + _random.Next(3)) + lines[at];
                break;
            case 3:
                lines[at] = lines[at].TrimStart(' ');
                break;
            default:
                lines[at] += new string(' ', 1 + _random.Next(3));
                break;
        }

        return string.Join('\n', lines);
    }
}
