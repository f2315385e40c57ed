using System.CommandLine;
using Naftiko.Spec.Yaml;

namespace Naftiko.Host.Commands.Settings;

/// <summary>The files and folders that a command is about: its arguments rather than an option.</summary>
internal sealed class PathsSetting : Setting<IReadOnlyList<string>>
{
    private readonly Argument<string[]> _argument;

    public PathsSetting()
        : base("paths", "Capability files and folders", [CommandLine.DefaultFolder])
    {
        _argument = NotOptions(new("PATH") { Description = $"{Meaning} (default ./{CommandLine.DefaultFolder})", Arity = ArgumentArity.ZeroOrMore });
    }

    public override string Usage => "PATH …";

    public override string Form => "a list of texts";

    public override string Default => CommandLine.DefaultFolder;

    public override void AddTo(Command command) => command.Add(_argument);

    public override bool TryGet(ParseResult line, out IReadOnlyList<string> value)
    {
        value = line.GetResult(_argument) is null ? [] : line.GetValue(_argument) ?? [];
        return value.Count > 0;
    }

    public override object? Read(Node node, SettingsReader file) => file.List(this, node, arePaths: true, text => text);

    /// <summary>Keeps a misspelt option from being taken for an argument.</summary>
    public static Argument<string[]> NotOptions(Argument<string[]> argument)
    {
        argument.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(token => token.Value.StartsWith('-')) is { } token)
            {
                result.AddError($"there is no option '{token.Value}'; --help lists them (a file of that name is ./{token.Value})");
            }
        });
        return argument;
    }
}
