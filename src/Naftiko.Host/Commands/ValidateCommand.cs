using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Host.Commands.Options;
using Naftiko.Host.Commands.Printing;
using Naftiko.Host.Exposes;
using Naftiko.Host.Hosting;
using Naftiko.Host.Loading;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;

namespace Naftiko.Host.Commands;

/// <summary><c>naftiko validate</c>: <c>serve</c> without listening.</summary>
internal sealed class ValidateCommand(IReadOnlyList<string> paths, LoadSettings settings, bool isJson, CommandOutput output)
{
    public static Command Create(CommandOutput output)
    {
        var paths = LoadingOptions.NotOptions(new("PATH") { Description = "Capability files and folders", Arity = ArgumentArity.OneOrMore });
        var format = new Option<string>("--format") { Description = "text or json", HelpName = "FORMAT", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        var loading = new LoadingOptions(new LimitOptions(), hasUpstreams: false);
        var command = new Command("validate", "Check capability files; needs no secrets and opens no port") { paths, format };
        foreach (var option in loading.All)
        {
            command.Add(option);
        }

        command.SetAction(result => new ValidateCommand(result.GetValue(paths) ?? [], loading.Bind(result), result.GetValue(format) == "json", output).Run());
        return command;
    }

    public int Run()
    {
        using var client = new UpstreamClient(settings.Upstream, TimeProvider.System);
        var faults = new DiagnosticBag();
        var options = settings.ToLoadOptions(paths, client, new OriginRules(), faults) with { MustServe = false };
        var loaded = CapabilityLoader.Load(options);
        List<Diagnostic> all = [.. faults, .. loaded.All, .. Mount(loaded)];
        if (isJson)
        {
            DiagnosticJson.Write(output.Out, all, loaded.Files.Count);
        }
        else
        {
            PrintText(all, loaded);
        }

        if (faults.HasErrors || all.Exists(d => IsUnreadable(d, loaded)))
        {
            return ExitCodes.Usage;
        }

        return all.Exists(d => d.Severity == Severity.Error) ? ExitCodes.Failed : ExitCodes.Success;
    }

    /// <summary>What ports and mounts would say, with nothing opened.</summary>
    private static IReadOnlyList<Diagnostic> Mount(LoadResult loaded)
    {
        using var builder = new SurfaceBuilder(NullLoggerFactory.Instance, isDryRun: true);
        var unmapped = new DiagnosticBag();
        List<Surface> surfaces = [.. loaded.Files.Where(f => f.Capability is not null).SelectMany(f => builder.Map(f.Capability!, f.File.Folder, unmapped))]; // filtered before
        var snapshot = SnapshotBuilder.Build(surfaces, new HostingOptions());
        return [.. unmapped, .. snapshot.Diagnostics];
    }

    private void PrintText(List<Diagnostic> all, LoadResult loaded)
    {
        var excerpts = output.IsTerminal ? new SourceExcerpts(loaded.Files.Select(f => f.File.Path)) : null;
        DiagnosticPrinter.Print(output.Out, all, excerpts);
        var errors = all.Count(d => d.Severity == Severity.Error);
        var warnings = all.Count(d => d.Severity == Severity.Warning);
        output.Out.WriteLine($"{Count(loaded.Files.Count, "file")}, {Count(errors, "error")}, {Count(warnings, "warning")}");
    }

    /// <summary>Whether the diagnostic says that something to validate, not something that it names, could not be read.</summary>
    private static bool IsUnreadable(Diagnostic diagnostic, LoadResult loaded) =>
        loaded.Diagnostics.Contains(diagnostic)
        || (diagnostic.Descriptor == SourceDiagnostics.Unreadable && diagnostic.Span == SourceSpan.OfFile(diagnostic.Span.File));

    private static string Count(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
