using System.CommandLine;
using System.CommandLine.Parsing;
using Naftiko.Spec.Yaml;

namespace Naftiko.Host.Commands.Settings;

/// <summary>Values by key: an option <c>KEY=VALUE</c> that can be repeated; in the file a mapping. Of the file's entries the command line replaces those it names.</summary>
internal sealed class MapSetting<TKey, TValue> : Setting<IReadOnlyDictionary<TKey, TValue>>
    where TKey : notnull
{
    private readonly Option<IReadOnlyDictionary<TKey, TValue>> _option;
    private readonly Func<string, string, Parsed<KeyValuePair<TKey, TValue>>> _parse;
    private readonly char? _separator;

    /// <param name="name">The option without its dashes.</param>
    /// <param name="valueName">One entry in the help.</param>
    /// <param name="meaning">A line of help.</param>
    /// <param name="parse">Reads an entry of its key and value.</param>
    /// <param name="separator">What may stand between several entries on the command line; null: nothing.</param>
    public MapSetting(string name, string valueName, string meaning, Func<string, string, Parsed<KeyValuePair<TKey, TValue>>> parse, char? separator = null)
        : base(name, meaning, new Dictionary<TKey, TValue>())
    {
        _parse = parse;
        _separator = separator;
        Usage = $"--{name} {valueName}";
        _option = new Option<IReadOnlyDictionary<TKey, TValue>>($"--{name}")
        {
            Description = $"{meaning}. Repeatable",
            HelpName = valueName,
            Arity = ArgumentArity.OneOrMore,
            CustomParser = ReadLine,
        };
    }

    public override string Usage { get; }

    public override string Form => "a mapping";

    public override string? Default => null;

    public override void AddTo(Command command) => command.Add(_option);

    public override bool TryGet(ParseResult line, out IReadOnlyDictionary<TKey, TValue> value)
    {
        var given = IsGiven(line, _option) ? line.GetValue(_option) : null;
        value = given ?? Fallback;
        return given is not null;
    }

    public override IReadOnlyDictionary<TKey, TValue> Join(IReadOnlyDictionary<TKey, TValue> line, IReadOnlyDictionary<TKey, TValue> file)
    {
        var joined = new Dictionary<TKey, TValue>(file);
        foreach (var (key, value) in line)
        {
            joined[key] = value;
        }

        return joined;
    }

    public override object? Read(Node node, SettingsReader file) => file.Map(this, node, _parse);

    private Dictionary<TKey, TValue>? ReadLine(ArgumentResult result)
    {
        var values = new Dictionary<TKey, TValue>();
        foreach (var entry in result.Tokens.SelectMany(token => _separator is { } separator ? token.Value.Split(separator) : [token.Value]))
        {
            var equals = entry.IndexOf('=');
            var parsed = _parse(equals < 0 ? entry : entry[..equals], equals < 0 ? "" : entry[(equals + 1)..]);
            if (!parsed.IsValue)
            {
                result.AddError(parsed.Fault);
                return null;
            }

            values[parsed.Value.Key] = parsed.Value.Value;
        }

        return values;
    }
}
