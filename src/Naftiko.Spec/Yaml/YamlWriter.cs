using System.Diagnostics;
using System.Globalization;
using System.Text;
using Naftiko.Spec.Yaml.Reading;

namespace Naftiko.Spec.Yaml;

/// <summary>Nodes to YAML 1.2 text in block style, as people write it. What it writes, <see cref="YamlParser"/> reads back as the same tree.</summary>
public static class YamlWriter
{
    /// <summary>The text, with a line feed at its end. An empty collection stands as <c>{}</c> or <c>[]</c>.</summary>
    public static string Write(Node root)
    {
        ArgumentNullException.ThrowIfNull(root);
        var text = new StringBuilder();
        switch (root)
        {
            case MappingNode { Entries.Count: > 0 } mapping:
                WriteMapping(text, mapping, 0, isFirstIndented: true);
                break;
            case SequenceNode { Items.Count: > 0 } sequence:
                WriteSequence(text, sequence, 0);
                break;
            default:
                WriteInline(text, root, 0);
                break;
        }

        return text.ToString();
    }

    /// <param name="text">Takes the text.</param>
    /// <param name="mapping">The mapping.</param>
    /// <param name="indent">Blanks before each key.</param>
    /// <param name="isFirstIndented">False behind a dash, where the first key stands already.</param>
    private static void WriteMapping(StringBuilder text, MappingNode mapping, int indent, bool isFirstIndented)
    {
        foreach (var (key, value) in mapping.Entries)
        {
            text.Append(' ', isFirstIndented ? indent : 0);
            isFirstIndented = true;
            WriteOneLine(text, key);
            text.Append(':');
            switch (value)
            {
                case MappingNode { Entries.Count: > 0 } inner:
                    text.Append('\n');
                    WriteMapping(text, inner, indent + 2, isFirstIndented: true);
                    break;
                case SequenceNode { Items.Count: > 0 } inner:
                    text.Append('\n');
                    WriteSequence(text, inner, indent + 2);
                    break;
                default:
                    text.Append(' ');
                    WriteInline(text, value, indent + 2);
                    break;
            }
        }
    }

    private static void WriteSequence(StringBuilder text, SequenceNode sequence, int indent)
    {
        foreach (var item in sequence.Items)
        {
            text.Append(' ', indent).Append('-');
            switch (item)
            {
                case MappingNode { Entries.Count: > 0 } mapping:
                    text.Append(' ');
                    WriteMapping(text, mapping, indent + 2, isFirstIndented: false);
                    break;
                case SequenceNode { Items.Count: > 0 } inner:
                    text.Append('\n');
                    WriteSequence(text, inner, indent + 2);
                    break;
                default:
                    text.Append(' ');
                    WriteInline(text, item, indent + 2);
                    break;
            }
        }
    }

    private static void WriteInline(StringBuilder text, Node node, int indent)
    {
        switch (node)
        {
            case MappingNode:
                text.Append("{}\n");
                break;
            case SequenceNode:
                text.Append("[]\n");
                break;
            case ScalarNode { Kind: ScalarKind.Text } scalar when IsBlock(scalar.Text):
                WriteBlock(text, scalar.Text, indent);
                break;
            case ScalarNode scalar:
                WriteOneLine(text, scalar);
                text.Append('\n');
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static void WriteOneLine(StringBuilder text, ScalarNode scalar)
    {
        if (scalar.Kind != ScalarKind.Text)
        {
            text.Append(scalar.Text.Length == 0 ? "null" : scalar.Text);
        }
        else if (IsPlain(scalar.Text))
        {
            text.Append(scalar.Text);
        }
        else
        {
            WriteQuoted(text, scalar.Text);
        }
    }

    /// <summary>A literal block (YAML 1.2 section 8.1.2): texts of several lines that need no escapes and end with at most one line feed.</summary>
    private static bool IsBlock(string text)
    {
        var body = text.EndsWith('\n') ? text.AsSpan()[..^1] : text;
        return body.Contains('\n') && body[0] is not (' ' or '\n' or '\t') && body[^1] is not ('\n' or ' ' or '\t') && !body.ContainsAny("\r\u0085\u2028\u2029\uFEFF")
            && !HasEscapes(body);
    }

    private static void WriteBlock(StringBuilder text, string value, int indent)
    {
        var endsLine = value.EndsWith('\n');
        text.Append(endsLine ? "|\n" : "|-\n");
        foreach (var line in (endsLine ? value[..^1] : value).Split('\n'))
        {
            // A line without text needs no blanks before it, but blanks of its own are text.
            text.Append(' ', line.Length == 0 ? 0 : indent).Append(line).Append('\n');
        }
    }

    private static bool HasEscapes(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (NeedsEscape(character) && character is not ('\n' or '\t' or '"' or '\\'))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Plain scalars (section 7.3.3), narrower than allowed: ASCII, nothing that could be read as anything but this text.</summary>
    private static bool IsPlain(string text)
    {
        if (text.Length == 0 || !(char.IsAsciiLetterOrDigit(text[0]) || text[0] is '/' or '_' or '$') || text[^1] is ' ' or ':')
        {
            return false;
        }

        foreach (var character in text)
        {
            if (character is < ' ' or > '~')
            {
                return false;
            }
        }

        return !text.Contains(": ", StringComparison.Ordinal)
            && !text.Contains(" #", StringComparison.Ordinal)
            && CoreSchema.KindOf(text) == ScalarKind.Text
            && !CoreSchema.IsFormerBoolean(text);
    }

    private static void WriteQuoted(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var character in value)
        {
            _ = character switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                _ when NeedsEscape(character) => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => text.Append(character),
            };
        }

        text.Append('"');
    }

    /// <summary>Outside the printable set of section 5.1, a line break to some reader, or invisible.</summary>
    private static bool NeedsEscape(char character) =>
        character is '"' or '\\' or < ' ' or (>= '\x7f' and <= '\x9f') or '\u2028' or '\u2029' or '\uFEFF' or '\uFFFE' or '\uFFFF';
}
