using System.Buffers;
using System.Text;
using Naftiko.Engine.Binds.Redaction;

namespace Naftiko.Engine.Binds;

/// <summary>
/// Takes the values of binds out of texts that were not made from them by us: log lines with foreign words, relayed error bodies.
/// Finds a value raw, percent-encoded, JSON-escaped (each also inside the other, and twice), and in base64, alone or within something longer;
/// puts <c>{{NAME}}</c> there. Immutable and thread-safe.
/// </summary>
public sealed class Redactor
{
    /// <summary>Shorter values stand in texts by chance.</summary>
    public const int MinLength = 6;

    /// <summary>Layers of escapes to look under: JSON in JSON, a URI in JSON.</summary>
    private const int MaxLayers = 2;

    private readonly RedactionIndex _index;

    private Redactor(RedactionIndex index) => _index = index;

    public static Redactor None { get; } = Of([]);

    /// <param name="secrets">
    /// Name and value of each bind in use, fallbacks included, and of what is made of them (<c>user:password</c>, a token fetched with them).
    /// Values under <see cref="MinLength"/> characters are left alone.
    /// </param>
    public static Redactor Of(IEnumerable<KeyValuePair<string, string>> secrets)
    {
        ArgumentNullException.ThrowIfNull(secrets);

        // Headers lose the blanks around a value on their way, so it is known without them too.
        var values = secrets.SelectMany(secret => new[] { secret, KeyValuePair.Create(secret.Key, secret.Value.Trim()) });
        var distinct = values.Where(secret => secret.Value.Length >= MinLength && !string.IsNullOrWhiteSpace(secret.Value)).DistinctBy(secret => secret.Value);
        return new Redactor(new RedactionIndex(distinct.SelectMany(secret => RedactedForm.Of(secret.Key, secret.Value))));
    }

    /// <summary>The text without secrets; the same object when there is none in it.</summary>
    public string Redact(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (_index.IsEmpty)
        {
            return text;
        }

        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        var utf8 = rented.AsSpan(0, Encoding.UTF8.GetBytes(text, rented));
        var clean = Find(utf8) is { } matches ? Encoding.UTF8.GetString(Replace(utf8, matches)) : text;
        ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        return clean;
    }

    /// <summary>The UTF-8 text without secrets; the same memory when there is none in it. Meant for bodies up to 64 KiB.</summary>
    public ReadOnlyMemory<byte> Redact(ReadOnlyMemory<byte> utf8) =>
        !_index.IsEmpty && Find(utf8.Span) is { } matches ? Replace(utf8.Span, matches) : utf8;

    private List<RedactionMatch>? Find(ReadOnlySpan<byte> utf8)
    {
        List<RedactionMatch>? matches = null;
        using var view = new RedactionView(utf8);
        Find(view, MaxLayers, ref matches);
        return matches;
    }

    /// <summary>Looks at the text and under its escapes. One kind at a time: a value may itself hold what looks like an escape of the other.</summary>
    private void Find(RedactionView view, int layers, ref List<RedactionMatch>? matches)
    {
        _index.Find(view, ref matches);
        foreach (var escape in "\\%")
        {
            if (layers == 0 || !view.Text.Contains((byte)escape))
            {
                continue;
            }

            using var inner = view.Without(escape);
            if (inner.IsChanged)
            {
                Find(inner, layers - 1, ref matches);
            }
        }
    }

    /// <summary>Overlapping matches become one gap, named by the longest of them: cutting only the first would leave the tail of the other.</summary>
    private static byte[] Replace(ReadOnlySpan<byte> utf8, List<RedactionMatch> matches)
    {
        matches.Sort((left, right) => left.Start.CompareTo(right.Start));
        var clean = new ArrayBufferWriter<byte>(utf8.Length + 64);
        var (start, end, longest) = (matches[0].Start, matches[0].End, matches[0]);
        var copied = 0;
        foreach (var match in matches)
        {
            if (match.Start >= end)
            {
                clean.Write(utf8[copied..start]);
                clean.Write(longest.Form.Replacement);
                (copied, start, end, longest) = (end, match.Start, match.End, match);
                continue;
            }

            end = Math.Max(end, match.End);
            longest = match.End - match.Start > longest.End - longest.Start ? match : longest;
        }

        clean.Write(utf8[copied..start]);
        clean.Write(longest.Form.Replacement);
        clean.Write(utf8[end..]);
        return clean.WrittenSpan.ToArray();
    }
}
