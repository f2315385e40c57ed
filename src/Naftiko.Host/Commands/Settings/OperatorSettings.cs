using System.CommandLine;
using Naftiko.Host.Commands.Printing;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Commands.Settings;

/// <summary>Everything that the operator can decide, each declared once; a command offers some of it on its line, and the settings file has it all.</summary>
internal sealed class OperatorSettings
{
    private readonly Option<string?> _file = new("--settings") { Description = "Settings file (default ./naftiko.settings.yaml, or beside what is served)", HelpName = "FILE" };
    private readonly Option<bool> _noFile = new("--no-settings") { Description = "Read no settings file" };

    public PathsSetting Paths { get; } = new();

    public LoadingGroup Loading { get; } = new();

    public UpstreamGroup Upstream { get; } = new();

    public PortGroup Ports { get; } = new();

    public ControlGroup Control { get; } = new();

    public RunGroup Run { get; } = new();

    /// <summary>All of them, in the order of docs/settings.md.</summary>
    public IReadOnlyList<Setting> All => [Paths, .. Loading.All, .. Ports.All, .. Control.All, .. Run.All, .. Upstream.All];

    /// <summary>Those that are limits.</summary>
    public IReadOnlyList<Setting> Limits => [.. Ports.Bounds, .. Upstream.All, .. Loading.Bounds];

    /// <summary>Offers settings on a command's line, and the choice of the file for the others.</summary>
    public void AddTo(Command command, IEnumerable<Setting> offered)
    {
        foreach (var setting in offered)
        {
            setting.AddTo(command);
        }

        command.Add(_file);
        command.Add(_noFile);
    }

    /// <summary>What was decided; null after <paramref name="output"/> was told what is wrong with the file.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="served">The files and folders that it names.</param>
    /// <param name="output">Told what is wrong.</param>
    public SettingValues? Resolve(ParseResult line, IReadOnlyList<string> served, CommandOutput output)
    {
        var diagnostics = new DiagnosticBag();
        var file = line.GetValue(_noFile) ? null : line.GetValue(_file) ?? SettingsFile.Find(served, diagnostics);
        var written = file is null ? new Dictionary<Setting, object>() : SettingsFile.Read(file, All, diagnostics);
        DiagnosticPrinter.ToError(output).Print(diagnostics);
        return diagnostics.HasErrors ? null : new SettingValues(line, written, file);
    }

    /// <summary>As <see cref="Resolve(ParseResult, IReadOnlyList{string}, CommandOutput)"/>, for a command whose arguments are <see cref="Paths"/>.</summary>
    public SettingValues? Resolve(ParseResult line, CommandOutput output) =>
        Resolve(line, Paths.TryGet(line, out var served) ? served : [], output);

    public LoadSettings BindLoading(SettingValues values) => Loading.Bind(values, Upstream);

    public ServeSettings BindServing(SettingValues values) => new()
    {
        Paths = values.Of(Paths),
        IsStdio = values.Of(Run.Stdio),
        IsDryRun = values.Of(Run.DryRun),
        ToolSearch = values.Of(Ports.ToolSearch),
        IsMcpStateless = values.Of(Ports.McpStateless),
        IsWatching = values.Of(Run.Watch),
        LogLevel = values.Of(Run.LogLevel),
        DrainDelay = values.Of(Run.DrainDelay),
        Control = Control.Bind(values),
        Loading = BindLoading(values),
        Hosting = Ports.Bind(values),
        File = values.File,
    };
}
