using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Host.Commands.Printing;
using Naftiko.Host.Commands.Settings;
using Naftiko.Host.Exposes;
using Naftiko.Host.Exposes.Mcp;
using Naftiko.Host.Hosting;
using Naftiko.Host.Loading;
using Naftiko.Host.Observability;
using Naftiko.Host.Reloading;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Commands;

/// <summary><c>naftiko serve</c>: loads, opens the ports, says what is served, and serves until it is stopped.</summary>
internal sealed class ServeCommand(ServeSettings settings, CommandOutput output)
{
    private const int ShownDiagnostics = 20;

    /// <summary>How long requests in flight may take to finish.</summary>
    public static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(30);

    // Long enough for a checkout to finish writing, short enough to feel at once.
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(30);

    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly OriginRules _origins = new();

    public static Command Create(CommandOutput output)
    {
        var command = new Command("serve", "Serve capability files until stopped");
        var settings = new OperatorSettings();
        settings.AddTo(command, settings.All);
        command.SetAction((line, cancellationToken) => settings.Resolve(line, output) is { } values
            ? new ServeCommand(settings.BindServing(values), output).RunAsync(cancellationToken)
            : Task.FromResult(ExitCodes.Usage));
        return command;
    }

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (settings is { IsStdio: true, Paths.Count: not 1 })
        {
            await output.Error.WriteLineAsync("--stdio serves exactly one file");
            return ExitCodes.Usage;
        }

        using var signals = new StopSignals(cancellationToken);
        using var client = new UpstreamClient(settings.Loading.Upstream, TimeProvider.System);
        var faults = new DiagnosticBag();
        var options = settings.Loading.ToLoadOptions(settings.Paths, client, _origins, faults);
        var loaded = faults.HasErrors ? new LoadResult([], []) : Load(options);
        if (faults.HasErrors || loaded.Diagnostics.Any(d => d.Severity == Severity.Error))
        {
            DiagnosticPrinter.ToError(output).Print(faults.Concat(loaded.Diagnostics));
            return ExitCodes.Usage;
        }

        using var loggers = LogSetup.Create(settings.LogLevel, settings.IsStdio ? output.Error : output.Out);
        using var observatory = Observatory.OfProcess(isOperated: false, loggers);
        return settings.IsStdio
            ? await new StdioServer(settings, output).RunAsync(loaded, [.. faults], loggers, observatory, signals.Token)
            : await ListenAsync(options, loaded, [.. faults], loggers, observatory, signals);
    }

    private LoadResult Load(LoadOptions options)
    {
        using var progress = LoadProgressLine.Of(output);
        return CapabilityLoader.Load(options with { Progress = progress });
    }

    private async Task<int> ListenAsync(LoadOptions options, LoadResult loaded, IReadOnlyList<Diagnostic> faults, ILoggerFactory loggers, Observatory observatory, StopSignals signals)
    {
        using var surfaces = new SurfaceBuilder(loggers, settings.IsDryRun, new McpLimits { Body = (int)settings.Hosting.MaxRequestBodyBytes }, settings.ToolSearch, observatory: observatory);
        await using var server = new LiveServer(options, settings.Hosting, surfaces, loggers);
        var snapshot = server.Prepare(loaded);
        if (IsStopped([.. faults, .. server.Served.Diagnostics, .. snapshot.Diagnostics]))
        {
            return ExitCodes.Failed;
        }

        await server.StartAsync(snapshot, signals.Token);
        _origins.UseListeners(server.Listeners);
        var served = ServedSurface.Of(snapshot, server.Listeners, surfaces);
        List<Diagnostic> diagnostics = [.. faults, .. server.Diagnostics];
        if (IsStopped(diagnostics) || IsEmpty(served, diagnostics))
        {
            return ExitCodes.Failed;
        }

        using var watcher = Watch(server);
        await AnnounceAsync(served, diagnostics, signals.Token);
        await signals.WaitAsync();
        await output.Out.WriteLineAsync("stopping: requests in flight may finish");
        using var drain = new CancellationTokenSource(DrainTime);
        await server.StopAsync(drain.Token);
        return ExitCodes.Success;
    }

    /// <summary>Follows changes of the files, unless <c>--no-watch</c>.</summary>
    private FolderWatcher? Watch(LiveServer server)
    {
        if (!settings.IsWatching)
        {
            return null;
        }

        var folders = settings.Paths.Select(p => Directory.Exists(p) ? p : Path.GetDirectoryName(Path.GetFullPath(p)) ?? p).Distinct(StringComparer.Ordinal);
        return new FolderWatcher(folders, Reload, Quiet, PollInterval, TimeProvider.System);

        void Reload()
        {
            var changes = server.Reload();
            if (changes.Count > 0)
            {
                _origins.UseListeners(server.Listeners);
                DiagnosticPrinter.ToOut(output).PrintSome(Worth([.. changes.SelectMany(c => c.Diagnostics), .. server.ListenErrors]), ShownDiagnostics, ValidateLine());
            }
        }
    }

    /// <summary>With <c>--strict</c> any error stops.</summary>
    private bool IsStopped(List<Diagnostic> diagnostics)
    {
        if (!settings.Loading.IsStrict || diagnostics.TrueForAll(d => d.Severity != Severity.Error))
        {
            return false;
        }

        DiagnosticPrinter.ToError(output).Print(diagnostics.Where(d => d.Severity == Severity.Error));
        output.Error.WriteLine("nothing is served: --strict stops on any error");
        return true;
    }

    /// <summary>Without a port, or with ports behind which every unit is wrong.</summary>
    private bool IsEmpty(IReadOnlyList<ServedSurface> served, List<Diagnostic> diagnostics)
    {
        var hasErrors = diagnostics.Exists(d => d.Severity == Severity.Error);
        if (served.Any(surface => !hasErrors || surface.UnitCount > 0))
        {
            return false;
        }

        DiagnosticPrinter.ToError(output).PrintSome(Worth(diagnostics), ShownDiagnostics, ValidateLine());
        output.Error.WriteLine($"nothing to serve in {string.Join(' ', settings.Paths)}");
        return true;
    }

    private async Task AnnounceAsync(IReadOnlyList<ServedSurface> served, List<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        if (settings.File is { } file)
        {
            output.Out.WriteLine($"settings: {file}");
        }

        ServedTable.Print(output.Out, served);
        DiagnosticPrinter.ToOut(output).PrintSome(Worth(diagnostics), ShownDiagnostics, ValidateLine());
        var elapsed = (long)Stopwatch.GetElapsedTime(_started).TotalMilliseconds;
        output.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ready in {elapsed} ms"));
        var incomplete = diagnostics.Where(d => d.Descriptor == BindDiagnostics.Missing).Select(d => d.Span.File).ToHashSet(StringComparer.Ordinal);
        var steps = await new FirstSteps(served, settings, incomplete).FindAsync(cancellationToken);
        output.Out.WriteLine($"\nTry:\n  {string.Join("\n  ", steps)}\n");
        output.Out.Flush();
    }

    /// <summary>Errors first: they take something away.</summary>
    private static IEnumerable<Diagnostic> Worth(List<Diagnostic> diagnostics) =>
        diagnostics.Where(d => d.Severity != Severity.Info || d.Descriptor == HostDiagnostics.StdioOnly).OrderByDescending(d => d.Severity);

    private string ValidateLine() => ShellText.Naftiko("validate", [.. settings.Paths]);
}
