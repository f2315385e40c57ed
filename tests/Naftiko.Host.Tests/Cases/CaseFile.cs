using System.Text;

namespace Naftiko.Host.Tests.Cases;

/// <summary>A Markdown file with one behaviour: capability files, upstream answers, exchanges and what is expected of each.</summary>
internal sealed class CaseFile
{
    private readonly List<object> _parts; // string (a line of prose) or CaseBlock

    private CaseFile(string path, List<object> parts)
    {
        Path = path;
        _parts = parts;
    }

    public string Path { get; }

    public IEnumerable<CaseBlock> Blocks => _parts.OfType<CaseBlock>();

    public static CaseFile Read(string path)
    {
        var lines = File.ReadAllText(path).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        var parts = new List<object>();
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith("```", StringComparison.Ordinal))
            {
                parts.Add(lines[i]);
                continue;
            }

            var end = Array.IndexOf(lines, "```", i + 1);
            if (end < 0)
            {
                throw new InvalidDataException($"{path}:{i + 1}: the block has no end");
            }

            parts.Add(CaseBlock.Of(lines[i][3..], string.Join('\n', lines[(i + 1)..end]), i + 1));
            i = end;
        }

        return new CaseFile(path, parts);
    }

    /// <summary>The expectation that follows an exchange, or null.</summary>
    public CaseBlock? ExpectationAfter(CaseBlock exchange, string kind) =>
        Blocks.SkipWhile(block => block != exchange).Skip(1).TakeWhile(block => !block.IsExchange).FirstOrDefault(block => block.Kind == kind);

    /// <summary>Replaces all expectations by what came.</summary>
    public void Rewrite(CaseOutcome outcome)
    {
        var text = new StringBuilder();
        foreach (var part in _parts)
        {
            if (part is string line)
            {
                AppendProse(text, line);
            }
            else if (part is CaseBlock { IsExpectation: false } block)
            {
                AppendBlock(text, string.Join(' ', [block.Kind, .. block.Words]), block.Text);
                if (outcome.Exchanges.FirstOrDefault(exchange => exchange.Request == block) is { } came)
                {
                    AppendBlock(text, Info("expect upstream", block), came.Upstream);
                    AppendBlock(text, Info("expect response", block), came.Response);
                }
            }
        }

        if (outcome.Diagnostics.Length > 0)
        {
            AppendBlock(text, "expect diagnostics", outcome.Diagnostics);
        }

        File.WriteAllText(Path, text.ToString().TrimEnd('\n') + "\n");
    }

    /// <summary>The words behind the fence, with those that the author gave the expectation.</summary>
    private string Info(string kind, CaseBlock exchange) => string.Join(' ', [kind, .. ExpectationAfter(exchange, kind)?.Words ?? []]);

    private static void AppendProse(StringBuilder text, string line)
    {
        // Blocks bring their own blank lines; an expectation that was taken out leaves none behind.
        if (line.Length > 0 || !EndsBlank(text))
        {
            text.Append(line).Append('\n');
        }
    }

    private static void AppendBlock(StringBuilder text, string info, string content)
    {
        text.Append(EndsBlank(text) ? "" : "\n").Append("```").Append(info).Append('\n').Append(content).Append(content.Length > 0 ? "\n" : "").Append("```\n\n");
    }

    private static bool EndsBlank(StringBuilder text) => text.Length == 0 || (text.Length > 1 && text[^1] == '\n' && text[^2] == '\n');
}
