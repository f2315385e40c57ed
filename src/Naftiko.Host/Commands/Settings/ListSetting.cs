using System.CommandLine;
using Naftiko.Spec.Yaml;

namespace Naftiko.Host.Commands.Settings;

/// <summary>A list of texts: an option that can be repeated; in the file a list, or a single text.</summary>
internal sealed class ListSetting : Setting<IReadOnlyList<string>>
{
    private readonly Option<string[]> _option;
    private readonly Func<string, Parsed<string>> _parse;
    private readonly bool _arePaths;

    /// <param name="name">The option without its dashes.</param>
    /// <param name="valueName">One value in the help.</param>
    /// <param name="meaning">A line of help.</param>
    /// <param name="arePaths">Whether the texts are paths, which in the file are relative to it.</param>
    /// <param name="parse">Checks one; null: all are right.</param>
    public ListSetting(string name, string valueName, string meaning, bool arePaths = false, Func<string, Parsed<string>>? parse = null)
        : base(name, meaning, [])
    {
        _arePaths = arePaths;
        _parse = parse ?? (text => text);
        Usage = $"--{name} {valueName}";
        _option = new Option<string[]>($"--{name}") { Description = $"{meaning}. Repeatable", HelpName = valueName, Arity = ArgumentArity.OneOrMore };
        _option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                if (_parse(token.Value) is { IsValue: false, Fault: var fault })
                {
                    result.AddError(fault);
                }
            }
        });
    }

    public override string Usage { get; }

    public override string Form => "a list of texts";

    public override string? Default => null;

    public override void AddTo(Command command) => command.Add(_option);

    public override bool TryGet(ParseResult line, out IReadOnlyList<string> value)
    {
        value = IsGiven(line, _option) ? line.GetValue(_option) ?? [] : [];
        return value.Count > 0;
    }

    public override object? Read(Node node, SettingsReader file) => file.List(this, node, _arePaths, _parse);
}
