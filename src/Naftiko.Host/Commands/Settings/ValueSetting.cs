using System.CommandLine;
using Naftiko.Spec.Yaml;

namespace Naftiko.Host.Commands.Settings;

/// <summary>A single value: an address, a duration, a size.</summary>
internal sealed class ValueSetting<T> : Setting<T>
{
    private readonly Option<T?> _option;
    private readonly Func<string, Parsed<T>> _parse;

    /// <param name="name">The option without its dashes.</param>
    /// <param name="valueName">The value in the help: <c>DURATION</c>.</param>
    /// <param name="meaning">A line of help.</param>
    /// <param name="fallback">What holds when nobody decides.</param>
    /// <param name="parse">Reads the value, from the command line and from the file.</param>
    /// <param name="written">How <paramref name="fallback"/> would be written; null where it is nothing.</param>
    public ValueSetting(string name, string valueName, string meaning, T fallback, Func<string, Parsed<T>> parse, string? written = null)
        : base(name, meaning, fallback)
    {
        _parse = parse;
        Default = written;
        Form = $"{(valueName[0] is 'A' or 'E' or 'I' or 'O' or 'U' ? "an" : "a")} {valueName.ToLowerInvariant()}";
        Usage = $"--{name} {valueName}";
        _option = new Option<T?>($"--{name}")
        {
            Description = written is null ? meaning : $"{meaning} (default {written})",
            HelpName = valueName,
            CustomParser = result =>
            {
                var parsed = parse(result.Tokens[^1].Value);
                if (!parsed.IsValue)
                {
                    result.AddError(parsed.Fault);
                }

                return parsed.Value;
            },
        };
    }

    public override string Usage { get; }

    public override string Form { get; }

    public override string? Default { get; }

    public override void AddTo(Command command) => command.Add(_option);

    public override bool TryGet(ParseResult line, out T value)
    {
        var isGiven = IsGiven(line, _option);
        value = isGiven && line.GetValue(_option) is { } given ? given : Fallback;
        return isGiven;
    }

    public override object? Read(Node node, SettingsReader file) => file.Value(this, node, _parse);
}
