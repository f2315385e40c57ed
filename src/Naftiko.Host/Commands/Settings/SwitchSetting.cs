using System.CommandLine;
using Naftiko.Spec.Yaml;

namespace Naftiko.Host.Commands.Settings;

/// <summary>Yes, no, or left to the program: <c>--tool-search</c>, <c>--tool-search false</c>, or neither.</summary>
internal sealed class SwitchSetting : Setting<bool?>
{
    private readonly Option<bool?> _option;

    public SwitchSetting(string name, string meaning)
        : base(name, meaning, null)
    {
        _option = new Option<bool?>($"--{name}") { Description = meaning, HelpName = "BOOL", Arity = ArgumentArity.ZeroOrOne };
    }

    public override string Usage => $"--{Name} [BOOL]";

    public override string Form => "true or false";

    public override string? Default => null;

    public override void AddTo(Command command) => command.Add(_option);

    public override bool TryGet(ParseResult line, out bool? value)
    {
        var isGiven = IsGiven(line, _option);
        value = isGiven ? line.GetValue(_option) ?? true : null;
        return isGiven;
    }

    public override object? Read(Node node, SettingsReader file) => file.Flag(this, node);
}
