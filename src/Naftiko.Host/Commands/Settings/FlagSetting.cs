using System.CommandLine;
using Naftiko.Spec.Yaml;

namespace Naftiko.Host.Commands.Settings;

/// <summary>Yes or no. What holds by default is turned off by its option: <c>--no-watch</c>. <c>--strict false</c> takes back what the file says.</summary>
internal sealed class FlagSetting : Setting<bool>
{
    private readonly Option<bool> _option;

    public FlagSetting(string name, string meaning, bool isOn = false)
        : base(name, meaning, isOn)
    {
        _option = new Option<bool>(Usage) { Description = isOn ? $"Do not {char.ToLowerInvariant(meaning[0])}{meaning[1..]}" : meaning };
    }

    public override string Usage => $"--{(Fallback ? "no-" : "")}{Name}";

    public override string Form => "true or false";

    public override string Default => Fallback ? "true" : "false";

    public override void AddTo(Command command) => command.Add(_option);

    public override bool TryGet(ParseResult line, out bool value)
    {
        var isGiven = IsGiven(line, _option);
        value = isGiven ? line.GetValue(_option) != Fallback : Fallback;
        return isGiven;
    }

    public override object? Read(Node node, SettingsReader file) => file.Flag(this, node);
}
