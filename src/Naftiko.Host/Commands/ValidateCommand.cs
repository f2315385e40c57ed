using System.CommandLine;
using System.Globalization;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Host.Commands.Printing;
using Naftiko.Host.Commands.Settings;
using Naftiko.Host.Commands.Validating;
using Naftiko.Host.Diagnostics;
using Naftiko.Host.Exposes;
using Naftiko.Host.Loading;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;

namespace Naftiko.Host.Commands;

/// <summary><c>naftiko validate</c>: <c>serve</c> without listening.</summary>
/// <param name="settings">What is validated, and how it would be served.</param>
/// <param name="format">One of <see cref="Formats"/>.</param>
/// <param name="failsOn">The least severity that fails.</param>
/// <param name="output">Takes what was found.</param>
internal sealed class ValidateCommand(ServeSettings settings, string format, Severity failsOn, CommandOutput output)
{
    private static readonly string[] Formats = ["text", "json", "sarif", "github"];

    public static Command Create(CommandOutput output)
    {
        var format = new Option<string>("--format") { Description = string.Join(", ", Formats), HelpName = "FORMAT", DefaultValueFactory = _ => Formats[0] };
        format.AcceptOnlyFromAmong(Formats);
        var failOn = new Option<string>("--fail-on") { Description = "What makes the exit code 1: error or warning", HelpName = "SEVERITY", DefaultValueFactory = _ => "error" };
        failOn.AcceptOnlyFromAmong("error", "warning");
        var command = new Command("validate", "Check capability files; needs no secrets and opens no port");
        var settings = new OperatorSettings();
        settings.AddTo(command, [settings.Paths, .. settings.Loading.All, .. settings.Ports.Places]);
        command.Add(format);
        command.Add(failOn);
        command.SetAction(line =>
        {
            var failsOn = line.GetValue(failOn) == "warning" ? Severity.Warning : Severity.Error;
            return settings.Resolve(line, output) is { } values
                ? new ValidateCommand(settings.BindServing(values), line.GetRequiredValue(format), failsOn, output).Run()
                : ExitCodes.Usage;
        });
        return command;
    }

    public int Run()
    {
        using var client = new UpstreamClient(settings.Loading.Upstream, TimeProvider.System);
        var faults = new DiagnosticBag();
        var loaded = Load(settings.Loading.ToLoadOptions(settings.Paths, client, new OriginRules(), faults) with { MustServe = false });
        var report = Report.Of([.. faults, .. loaded.All, .. MountCheck.Of(loaded.Files, settings.Hosting)], [.. loaded.Files.Where(f => !f.IsLeftOut).Select(f => f.File.Path)]);
        Write(report);
        if (faults.HasErrors || report.Diagnostics.Any(d => IsUnreadable(d, loaded)))
        {
            return ExitCodes.Usage;
        }

        return report.Diagnostics.Any(d => d.Severity >= failsOn) ? ExitCodes.Failed : ExitCodes.Success;
    }

    private LoadResult Load(LoadOptions options)
    {
        using var progress = LoadProgressLine.Of(output);
        return CapabilityLoader.Load(options with { Progress = progress });
    }

    private void Write(Report report)
    {
        switch (format)
        {
            case "json":
                ReportJson.Write(output.Out, report);
                break;
            case "sarif":
                SarifLog.Write(output.Out, report);
                break;
            case "github":
                WorkflowCommands.Write(output.Out, report);
                WriteSummary(report);
                break;
            default:
                DiagnosticPrinter.ToOut(output, output.IsTerminal ? new SourceExcerpts(report.Files) : null).Print(report.Diagnostics);
                WriteSummary(report);
                break;
        }
    }

    private void WriteSummary(Report report) =>
        output.Out.WriteLine($"{Count(report.Files.Count, "file")}, {Count(report.Errors, "error")}, {Count(report.Warnings, "warning")}");

    /// <summary>Whether the diagnostic says that something to validate, not something that it names, could not be read.</summary>
    private static bool IsUnreadable(Diagnostic diagnostic, LoadResult loaded) =>
        (diagnostic.Severity == Severity.Error && loaded.Diagnostics.Contains(diagnostic))
        || (diagnostic.Descriptor == SourceDiagnostics.Unreadable && diagnostic.Span == SourceSpan.OfFile(diagnostic.Span.File));

    private static string Count(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
