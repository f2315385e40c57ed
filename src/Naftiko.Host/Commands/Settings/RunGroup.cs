using Microsoft.Extensions.Logging;

namespace Naftiko.Host.Commands.Settings;

/// <summary>How the server runs.</summary>
internal sealed class RunGroup
{
    public FlagSetting Stdio { get; } = new("stdio", "Serve the MCP surfaces of one file over stdin and stdout; no port is opened");

    public FlagSetting DryRun { get; } = new("dry-run", "Answer every call with the upstream request as JSON; nothing is sent");

    public FlagSetting Watch { get; } = new("watch", "Load changed files again", isOn: true);

    public ValueSetting<LogLevel> LogLevel { get; } = new(
        "log-level", "LEVEL", "trace, debug, information, warning, error, critical or none", Microsoft.Extensions.Logging.LogLevel.Information, SettingParsers.Level, "information");

    public ValueSetting<TimeSpan> DrainDelay { get; } = new(
        "drain-delay", "DURATION", "How long to go on answering when asked to stop, while probes already say 'not ready'", TimeSpan.Zero, SettingParsers.DurationOrNone, "0s");

    public IReadOnlyList<Setting> All => [Stdio, DryRun, Watch, LogLevel, DrainDelay];
}
