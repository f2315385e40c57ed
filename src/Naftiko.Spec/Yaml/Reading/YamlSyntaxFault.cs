using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;
using YamlDotNet.Core;

namespace Naftiko.Spec.Yaml.Reading;

/// <summary>The scanner's complaint in words that help: what is wrong, where, and what usually cures it.</summary>
internal static class YamlSyntaxFault
{
    private const string QuoteHint = "put the value in quotes";
    private const string IndentHint = "check the indentation, and quote values that hold ': ' or ' #'";

    /// <summary>Parts of the scanner's reasons, first match wins.</summary>
    private static readonly (string Reason, string Message, string? Hint)[] Known =
    [
        ("invalid mapping", "a second ': ' on this line makes the value look like a mapping", QuoteHint),
        ("cannot start any token", "no value can begin with this character", QuoteHint),
        ("unexpected end of stream", "the quote that opens here is never closed", null),
        ("multi-line double-quoted", "the lines of this quoted text are indented less than its key", "indent them, or use a block ('|' or '>')"),
        ("multi-line single-quoted", "the lines of this quoted text are indented less than its key", "indent them, or use a block ('|' or '>')"),
        ("expected ',' or", "a list or mapping in brackets lacks a ',' or its closing bracket", null),
        ("expected key", "this line does not continue the mapping above it", IndentHint),
        ("expected '-' indicator", "this line does not continue the list above it", IndentHint),
        ("expected <document start>", "this line does not belong to the document above it", IndentHint),
        ("':'", "a key without ':'", IndentHint),
        ("escape", "an escape in this quoted text is unknown", "write '\\\\' for a backslash, or use single quotes"),
    ];

    public static void Report(YamlException fault, SourceText source, DiagnosticBag diagnostics)
    {
        if (TabIndentation(source, fault) is { } tab)
        {
            Add(diagnostics, tab, "a tab is used as indentation", fault, "YAML indents with spaces only");
            return;
        }

        var (start, end) = (fault.Start, fault.End);
        var span = new SourceSpan(source.Path, (int)start.Line, (int)start.Column, (int)end.Line, (int)end.Column);
        foreach (var (reason, message, hint) in Known)
        {
            if (fault.Message.Contains(reason, StringComparison.Ordinal))
            {
                Add(diagnostics, span, message, fault, hint);
                return;
            }
        }

        Add(diagnostics, span, "this is not valid YAML", fault, null);
    }

    // The scanner's messages are fixed sentences; they quote nothing of the text.
    private static void Add(DiagnosticBag diagnostics, SourceSpan span, string message, YamlException fault, string? hint) =>
        diagnostics.Add(YamlDiagnostics.Syntax, span, $"{message} [{fault.Message.TrimEnd('.')}]", hint);

    /// <summary>
    /// The first tab among the indentation at or behind the fault's line. The scanner itself names the mapping around it, or something
    /// else that the tab has upset on the line before.
    /// </summary>
    private static SourceSpan? TabIndentation(SourceText source, YamlException fault)
    {
        var isAboutTab = fault.Message.Contains(" tab", StringComparison.Ordinal);
        var number = 0;
        foreach (var line in source.Text.AsSpan().EnumerateLines())
        {
            number++;
            if (number < fault.Start.Line)
            {
                continue;
            }

            if (number > fault.End.Line + 1 && !isAboutTab)
            {
                return null;
            }

            var indent = line.Length - line.TrimStart([' ', '\t']).Length;
            var tab = line[..indent].IndexOf('\t');
            if (tab >= 0 && indent < line.Length)
            {
                return new SourceSpan(source.Path, number, tab + 1, number, tab + 2);
            }
        }

        return null;
    }
}
