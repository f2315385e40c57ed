using System.Text;

namespace Naftiko.Host.Tests.Cases;

/// <summary>What the upstream does with a request: answers, answers and <c>stall</c>s, <c>hang</c>s, or sends <c>garbage</c>.</summary>
internal sealed class StubAnswer
{
    private readonly string _condition;
    private readonly byte[] _bytes;

    private StubAnswer(string condition, byte[] bytes, bool hangs = false)
    {
        _condition = condition;
        _bytes = bytes;
        Hangs = hangs;
    }

    /// <summary>Whether it never ends what it has, or has not, begun to answer.</summary>
    public bool Hangs { get; }

    /// <summary>Whether it is for certain requests rather than for the next one.</summary>
    public bool IsMatched => _condition.Length > 0;

    /// <param name="block">Behind the fence a method and target, or nothing: the answers come in order then. In it a status, headers and a body, which is
    /// bytes where <c>base64</c> stands before the status; a <c>Content-Length</c> longer than the body cuts the answer short.</param>
    /// <param name="replace">Puts real addresses in.</param>
    public static StubAnswer Read(CaseBlock block, Func<string, string> replace)
    {
        var condition = string.Join(' ', block.Words);
        var text = replace(block.ExpandedText).TrimEnd('\n');
        if (text is "hang" or "refuse")
        {
            return new StubAnswer(condition, [], hangs: true);
        }

        if (text.StartsWith("garbage", StringComparison.Ordinal))
        {
            return new StubAnswer(condition, Encoding.UTF8.GetBytes("this is no HTTP at all\r\n\r\n"));
        }

        var stalls = text.StartsWith("stall ", StringComparison.Ordinal);
        text = stalls ? text["stall ".Length..] : text;
        var isEncoded = text.StartsWith("base64 ", StringComparison.Ordinal);
        text = isEncoded ? text["base64 ".Length..] : text;
        var split = text.IndexOf("\n\n", StringComparison.Ordinal);
        var head = (split < 0 ? text : text[..split]).Split('\n');
        var isChunked = head.Any(header => header.StartsWith("Transfer-Encoding", StringComparison.OrdinalIgnoreCase));
        var content = split < 0 ? "" : text[(split + 2)..];
        var body = isEncoded ? Convert.FromBase64String(content) : Encoding.UTF8.GetBytes(isChunked ? content.ReplaceLineEndings("\r\n") : content);
        var wire = new StringBuilder($"HTTP/1.1 {head[0]}{(head[0].Contains(' ') ? "" : " Stub")}\r\nConnection: close\r\n");
        foreach (var header in head.Skip(1))
        {
            wire.Append(header).Append("\r\n");
        }

        var hasLength = isChunked || head.Any(header => header.StartsWith("Content-Length", StringComparison.OrdinalIgnoreCase));
        wire.Append(hasLength || head[0].StartsWith("204", StringComparison.Ordinal) ? "" : $"Content-Length: {body.Length}\r\n").Append("\r\n");
        return new StubAnswer(condition, [.. Encoding.UTF8.GetBytes(wire.ToString()), .. body], stalls);
    }

    public bool Matches(string startLine) => startLine.StartsWith(_condition, StringComparison.Ordinal) && startLine.AsSpan(_condition.Length) is [] or [' ' or '?', ..];

    public Task WriteAsync(Stream stream, CancellationToken cancellationToken) => stream.WriteAsync(_bytes, cancellationToken).AsTask();
}
