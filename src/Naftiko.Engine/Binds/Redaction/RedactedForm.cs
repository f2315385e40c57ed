using System.Text;

namespace Naftiko.Engine.Binds.Redaction;

/// <summary>One spelling of a secret to look for.</summary>
/// <param name="Pattern">The bytes, with <c>+</c> written as a space: the two are one in form encoding, so they are one here.</param>
/// <param name="Replacement">What stands there instead: <c>{{NAME}}</c>.</param>
/// <param name="Before">Characters in front of the pattern that hold bits of the secret (base64).</param>
/// <param name="After">Characters behind it that do.</param>
internal sealed record RedactedForm(byte[] Pattern, byte[] Replacement, int Before = 0, int After = 0)
{
    /// <summary>
    /// The value itself, and its base64 in each of the three ways that it can lie in the groups of three bytes (RFC 4648 section 4),
    /// in both alphabets.
    /// </summary>
    public static IEnumerable<RedactedForm> Of(string name, string value)
    {
        var replacement = Encoding.UTF8.GetBytes($"{{{{{name}}}}}");
        var bytes = Encoding.UTF8.GetBytes(value);
        yield return new RedactedForm(Normalize(bytes), replacement);

        for (var offset = 0; offset < 3; offset++)
        {
            var form = Base64(bytes, offset, replacement, out var core);
            yield return form;
            if (core.AsSpan().ContainsAny('+', '/'))
            {
                yield return form with { Pattern = Encoding.ASCII.GetBytes(core.Replace('+', '-').Replace('/', '_')) };
            }
        }
    }

    /// <summary>The characters that the secret alone decides when <paramref name="offset"/> other bytes stand before it in its first group.</summary>
    private static RedactedForm Base64(byte[] bytes, int offset, byte[] replacement, out string core)
    {
        var text = Convert.ToBase64String([.. new byte[offset], .. bytes, .. new byte[2]]);
        var (firstBit, endBit) = (offset * 8, (offset + bytes.Length) * 8);
        core = text[((firstBit + 5) / 6)..(endBit / 6)];
        return new RedactedForm(Normalize(Encoding.ASCII.GetBytes(core)), replacement, firstBit % 6 == 0 ? 0 : 1, endBit % 6 == 0 ? 0 : 1);
    }

    private static byte[] Normalize(byte[] bytes)
    {
        var normal = bytes.ToArray();
        normal.AsSpan().Replace((byte)'+', (byte)' ');
        return normal;
    }
}
