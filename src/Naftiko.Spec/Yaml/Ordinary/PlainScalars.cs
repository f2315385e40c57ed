using System.Buffers;
using System.Text;

namespace Naftiko.Spec.Yaml.Ordinary;

/// <summary>Plain scalars (YAML 1.2 section 7.3.3).</summary>
internal sealed class PlainScalars(TextCursor cursor)
{
    private static readonly SearchValues<char> BlockStops = SearchValues.Create(":#\r\n");
    private static readonly SearchValues<char> FlowStops = SearchValues.Create(":#\r\n,[]{}");

    private readonly StringBuilder _folded = new();

    /// <summary>Whether the place can begin a plain scalar. <c>?</c> and <c>:</c>, which sometimes do, are never ordinary.</summary>
    public bool CanBegin(bool isFlow) => cursor.Current switch
    {
        '-' => !TextCursor.IsBlank(cursor.Next) && !(isFlow && cursor.Next is ',' or '[' or ']' or '{' or '}'),
        '?' or ':' or ',' or '[' or ']' or '{' or '}' or '#' or '&' or '*' or '!' or '|' or '>' or '\'' or '"' or '%' or '@' or '`' => false,
        _ => !TextCursor.IsBlank(cursor.Current),
    };

    /// <summary>Reads to the end of the scalar on this line, trailing spaces left out, and leaves the place there.</summary>
    public ReadOnlySpan<char> ReadLine(bool isFlow, out TextPlace end)
    {
        var start = cursor.Position;
        var rest = cursor.Rest;
        var length = LengthOfLine(rest, isFlow ? FlowStops : BlockStops, isFlow);
        cursor.Skip(rest[..length].TrimEnd(' ').Length);
        end = cursor.Place;
        return cursor.From(start);
    }

    /// <summary>Reads the lines that continue a scalar whose first line ends at the place. Null: they are not ordinary.</summary>
    /// <param name="first">The first line.</param>
    /// <param name="indent">That of the collection around it: the lines stand further in.</param>
    /// <param name="end">The end of the first line; becomes that of the scalar.</param>
    public bool TryContinue(ref ReadOnlySpan<char> first, int indent, ref TextPlace end)
    {
        var isFolded = false;
        while (true)
        {
            cursor.SkipSpaces();
            var breaks = cursor.SkipBreaks();
            if (breaks == 0 || cursor.IsAtEnd || cursor.Indent <= indent || cursor.Current == '#')
            {
                break;
            }

            if (!isFolded)
            {
                _folded.Clear().Append(first);
                isFolded = true;
            }

            Fold(_folded, breaks);
            _folded.Append(ReadLine(isFlow: false, out end));
            if (cursor.Ahead == ':')
            {
                return false;
            }
        }

        if (isFolded)
        {
            first = _folded.ToString();
        }

        return true;
    }

    /// <summary>One line break becomes a space; more of them become one less (section 6.5).</summary>
    public static void Fold(StringBuilder text, int breaks) => text.Append(breaks == 1 ? ' ' : '\n', Math.Max(1, breaks - 1));

    private static int LengthOfLine(ReadOnlySpan<char> rest, SearchValues<char> stops, bool isFlow)
    {
        for (var at = 0; ; at++)
        {
            var next = rest[at..].IndexOfAny(stops);
            if (next < 0)
            {
                return rest.Length;
            }

            at += next;
            var isEnd = rest[at] switch
            {
                ':' => at + 1 == rest.Length || TextCursor.IsBlank(rest[at + 1]) || (isFlow && rest[at + 1] == ','),
                '#' => at > 0 && rest[at - 1] == ' ',
                _ => true,
            };
            if (isEnd)
            {
                return at;
            }
        }
    }
}
