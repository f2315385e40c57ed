using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Naftiko.Spec.Document;

namespace Naftiko.Host.Commands.Options;

/// <summary>A limit that the operator can set, as an option of the command line.</summary>
/// <param name="Option">The option.</param>
/// <param name="Default">What holds without it, as it would be written.</param>
internal abstract record Limit(Option Option, string Default)
{
    public static Limit<TimeSpan> Duration(string name, string meaning, TimeSpan fallback) =>
        Create(name, "DURATION", meaning, fallback, Durations.Write(fallback), ReadDuration);

    public static Limit<BinarySize> Size(string name, string meaning, long fallback, long most = long.MaxValue) =>
        Create(name, "SIZE", meaning, new BinarySize(fallback), new BinarySize(fallback).ToString(), result => ReadSize(result, most));

    public static Limit<int> Count(string name, string meaning, int fallback, int most = int.MaxValue) =>
        Create(name, "COUNT", meaning, fallback, fallback.ToString(CultureInfo.InvariantCulture), result => ReadCount(result, most));

    private static Limit<T> Create<T>(string name, string helpName, string meaning, T fallback, string text, Func<ArgumentResult, T?> read)
        where T : struct
    {
        var option = new Option<T?>(name) { Description = $"{meaning} (default {text})", HelpName = helpName, CustomParser = read };
        return new Limit<T>(option, fallback, text);
    }

    private static TimeSpan? ReadDuration(ArgumentResult result)
    {
        var text = result.Tokens[^1].Value;
        if (Durations.TryParse(text, out var duration) && duration >= TimeSpan.FromMilliseconds(1))
        {
            return duration;
        }

        result.AddError($"'{text}' is no duration: write 500ms, 5s or 1m30s, up to 24h");
        return null;
    }

    private static BinarySize? ReadSize(ArgumentResult result, long most)
    {
        var text = result.Tokens[^1].Value;
        if (BinarySize.TryParse(text, out var size) && size.Bytes <= most)
        {
            return size;
        }

        result.AddError($"'{text}' is no size: write 4096, 512KiB or 10MiB{(most < long.MaxValue ? $", less than {new BinarySize(most + 1)}" : "")}");
        return null;
    }

    private static int? ReadCount(ArgumentResult result, int most)
    {
        var text = result.Tokens[^1].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 && count <= most)
        {
            return count;
        }

        result.AddError(string.Create(CultureInfo.InvariantCulture, $"'{text}' is no number from 1 to {most}"));
        return null;
    }
}

/// <summary>A limit with values of one type.</summary>
/// <param name="Typed">The option.</param>
/// <param name="Fallback">What holds without it.</param>
/// <param name="Default">That as text.</param>
internal sealed record Limit<T>(Option<T?> Typed, T Fallback, string Default) : Limit(Typed, Default)
    where T : struct
{
    public T Of(ParseResult result) => result.GetValue(Typed) ?? Fallback;
}
