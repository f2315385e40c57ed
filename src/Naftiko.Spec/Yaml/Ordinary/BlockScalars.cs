using System.Text;

namespace Naftiko.Spec.Yaml.Ordinary;

/// <summary>Literal and folded scalars (YAML 1.2 section 8.1) whose indentation shows itself. Empty ones are not ordinary.</summary>
internal sealed class BlockScalars(TextCursor cursor)
{
    private readonly StringBuilder _text = new();

    /// <summary>Reads the scalar whose indicator is at the place, and goes to the start of the line behind it. False: it is not ordinary.</summary>
    /// <param name="indent">That of the collection around it: the lines stand further in.</param>
    /// <param name="text">The text, valid until the next call.</param>
    /// <param name="end">The end of the scalar.</param>
    public bool TryRead(int indent, out ReadOnlySpan<char> text, out TextPlace end)
    {
        text = default;
        end = default;
        var isFolded = cursor.Current == '>';
        cursor.Skip(1);
        var chomping = cursor.Current;
        if (chomping is '+' or '-')
        {
            cursor.Skip(1);
        }

        if (!TryEndHeader() || !TryFindContent(indent, out var emptyLines))
        {
            return false;
        }

        _text.Clear().Append('\n', emptyLines);
        text = ReadLines(isFolded, chomping, out end);
        return true;
    }

    /// <summary>Behind the indicators, a line may have a comment.</summary>
    private bool TryEndHeader()
    {
        if (!TextCursor.IsBlank(cursor.Current))
        {
            return false;
        }

        cursor.SkipSpaces();
        if (cursor.Current == '#')
        {
            cursor.SkipLine();
        }

        return cursor.IsAtBreak;
    }

    /// <summary>Goes to the first line with content. Lines of spaces before it have rules of their own.</summary>
    private bool TryFindContent(int indent, out int emptyLines)
    {
        emptyLines = -1;
        while (cursor.IsAtBreak)
        {
            cursor.SkipBreak();
            emptyLines++;
        }

        cursor.SkipSpaces();
        return !cursor.IsAtBreak && !cursor.IsAtEnd && cursor.Indent > indent;
    }

    private string ReadLines(bool isFolded, char chomping, out TextPlace end)
    {
        var indent = cursor.Indent;
        var wasIndented = cursor.Current == ' ';
        while (true)
        {
            var start = cursor.Position;
            cursor.SkipLine();
            _text.Append(cursor.From(start));
            end = cursor.Place;
            if (cursor.IsAtEnd)
            {
                return _text.ToString();
            }

            cursor.SkipBreak();
            var empty = SkipEmptyLines(indent, out end);
            if (cursor.Indent < indent || cursor.IsAtEnd)
            {
                _text.Append('\n', chomping switch { '-' => 0, '+' => 1 + empty, _ => 1 });
                return _text.ToString();
            }

            // Only between lines that are not further indented does folding take a break away (section 8.1.3).
            var isIndented = cursor.Current == ' ';
            var isJoined = isFolded && !wasIndented && !isIndented;
            if (isJoined && empty == 0)
            {
                _text.Append(' ');
            }

            _text.Append('\n', isJoined ? empty : empty + 1);
            wasIndented = isIndented;
        }
    }

    /// <summary>Goes over lines without content to the indentation of the next one with content, or as far as that reaches.</summary>
    /// <param name="indent">The indentation of the scalar.</param>
    /// <param name="end">Behind the last of them.</param>
    private int SkipEmptyLines(int indent, out TextPlace end)
    {
        for (var count = 0; ; count++)
        {
            end = cursor.Place;
            while (cursor.Indent < indent && cursor.Current == ' ')
            {
                cursor.Skip(1);
            }

            if (!cursor.IsAtBreak)
            {
                return count;
            }

            cursor.SkipBreak();
        }
    }
}
