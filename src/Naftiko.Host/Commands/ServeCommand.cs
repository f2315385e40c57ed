using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Host.Commands.Printing;
using Naftiko.Host.Commands.Settings;
using Naftiko.Host.Exposes;
using Naftiko.Host.Exposes.Control;
using Naftiko.Host.Exposes.Mcp;
using Naftiko.Host.Hosting;
using Naftiko.Host.Loading;
using Naftiko.Host.Logging;
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

    // Long enough for a client in the middle of its next request, short enough for a restart.
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(2);

    // Long enough for a checkout to finish writing, short enough to feel at once.
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(30);

    /// <summary>How often a port that something else holds is tried again.</summary>
    private static readonly TimeSpan ListenInterval = TimeSpan.FromSeconds(2);

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
        if (settings is { IsStdio: true, Paths.Count: not 1 } or { IsStdio: true, Control.Port: not null })
        {
            await output.Error.WriteLineAsync(settings.Control.Port is null ? "--stdio serves exactly one file" : "--stdio opens no port, so it has no --control");
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

        var control = settings.Control.Resolve(options.Environment, out var refusal);
        if (refusal is not null)
        {
            await output.Error.WriteLineAsync(refusal);
            return ExitCodes.Usage;
        }

        loaded = loaded with { Diagnostics = [.. faults, .. loaded.Diagnostics] };
        using var log = new ProcessLog(settings.LogLevel, settings.IsStdio ? output.Error : output.Out);
        using var observatory = Observatory.OfProcess(isOperated: control is not null, log.Loggers);
        return settings.IsStdio
            ? await new StdioServer(settings, output).RunAsync(loaded, log.Loggers, observatory, signals.Token)
            : await ListenAsync(options, loaded, control, log, observatory, signals);
    }

    private LoadResult Load(LoadOptions options)
    {
        using var progress = LoadProgressLine.Of(output);
        return CapabilityLoader.Load(options with { Progress = progress });
    }

    private async Task<int> ListenAsync(
        LoadOptions options, LoadResult loaded, OperatorControl? ofOperator, ProcessLog log, Observatory observatory, StopSignals signals)
    {
        var mcp = new McpLimits { Body = (int)settings.Hosting.MaxRequestBodyBytes, HasSessions = !settings.IsMcpStateless };
        using var surfaces = new SurfaceBuilder(log.Loggers, settings.IsDryRun, mcp, settings.ToolSearch, observatory: observatory);
        await using var server = new LiveServer(options, settings.Hosting, surfaces, log.Loggers);
        using var control = new ControlAdapter(server, log, observatory);
        surfaces.UseControl(control);
        var snapshot = server.Prepare(loaded, ofOperator?.ToCapability());
        if (IsStopped([.. server.Served.Diagnostics, .. snapshot.Diagnostics]))
        {
            return ExitCodes.Failed;
        }

        await server.StartAsync(snapshot, signals.Token);
        var served = ServedSurface.Of(snapshot, server.Listeners, surfaces);
        List<Diagnostic> diagnostics = [.. server.Diagnostics];
        if (IsStopped(diagnostics) || IsEmpty(served, diagnostics))
        {
            return ExitCodes.Failed;
        }

        server.Reloaded += changes => Announce(changes, server);
        using var watcher = Watch(server);
        await using var listening = new Timer(_ => server.TryListen(), null, ListenInterval, ListenInterval);
        await AnnounceAsync(served, diagnostics, signals.Token);
        await signals.WaitAsync();
        server.BeginDrain();
        await output.Out.WriteLineAsync("stopping: requests in flight may finish");
        await Task.Delay(settings.DrainDelay, CancellationToken.None);
        if (signals.IsTermination)
        {
            await server.LetGoAsync(IdleTime);
        }

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

        var folders = settings.Paths.Concat(settings.Loading.AllowedPaths)
            .Select(p => Directory.Exists(p) ? p : Path.GetDirectoryName(Path.GetFullPath(p)) ?? p).Distinct(StringComparer.Ordinal);
        return new FolderWatcher(folders, server.Follow, Quiet, PollInterval, TimeProvider.System);
    }

    private void Announce(IReadOnlyList<FileChange> changes, LiveServer server) =>
        DiagnosticPrinter.ToOut(output).PrintSome(Worth([.. changes.SelectMany(c => c.Diagnostics), .. server.ListenErrors]), ShownDiagnostics, ValidateLine());

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
        if (served.Any(surface => surface.File != OperatorControl.Option && (!hasErrors || surface.HasUnits)))
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
