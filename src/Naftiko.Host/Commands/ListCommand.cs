using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Host.Commands.Listing;
using Naftiko.Host.Commands.Printing;
using Naftiko.Host.Commands.Settings;
using Naftiko.Host.Exposes;
using Naftiko.Host.Hosting;
using Naftiko.Host.Loading;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Commands;

/// <summary><c>naftiko list</c>: what there is, where it is reached and what it costs, without serving it.</summary>
internal sealed class ListCommand(ServeSettings settings, ListFilter filter, bool isJson, CommandOutput output)
{
    public static Command Create(CommandOutput output)
    {
        var kinds = Texts("--kind", "KIND", "Kinds of surfaces: rest, mcp, skill, control");
        kinds.AcceptOnlyFromAmong([.. ListFilter.KnownKinds]);
        var namespaces = Texts("--namespace", "PATTERN", "Namespaces of surfaces, with * and ?");
        var tags = Texts("--tag", "TAG", "Tags of units or of their files");
        var names = Texts("--name", "PATTERN", "Names of tools, operations and other units, with * and ?");
        var format = new Option<string>("--format") { Description = "text or json", HelpName = "FORMAT", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        var command = new Command("list", "Show surfaces, tools and routes, where they are reached and what their tool lists cost");
        var settings = new OperatorSettings();
        settings.AddTo(command, [settings.Paths, .. settings.Loading.All, .. settings.Ports.Places, settings.Ports.ToolSearch]);
        command.Add(kinds);
        command.Add(namespaces);
        command.Add(tags);
        command.Add(names);
        command.Add(format);

        command.SetAction(line => settings.Resolve(line, output) is { } values
            ? new ListCommand(
                settings.BindServing(values),
                new ListFilter(line.GetValue(kinds) ?? [], line.GetValue(namespaces) ?? [], line.GetValue(tags) ?? [], line.GetValue(names) ?? []),
                line.GetValue(format) == "json",
                output).Run()
            : ExitCodes.Usage);
        return command;
    }

    public int Run()
    {
        using var client = new UpstreamClient(settings.Loading.Upstream, TimeProvider.System);
        var faults = new DiagnosticBag();
        var loaded = Load(settings.Loading.ToLoadOptions(settings.Paths, client, new OriginRules(), faults));
        var unmapped = new DiagnosticBag();
        var listing = List(loaded, unmapped);
        if (isJson)
        {
            ListingJson.Write(output.Out, listing);
        }
        else
        {
            ListingText.Write(output.Out, listing);
        }

        DiagnosticPrinter.ToError(output).Print([.. faults, .. loaded.Diagnostics, .. unmapped]);
        var faulty = loaded.Files.Count(f => f.Diagnostics.Any(d => d.Severity == Severity.Error));
        if (faulty > 0)
        {
            output.Error.WriteLine($"{ServedSurface.Count(faulty, "file")} with errors: {ShellText.Naftiko("validate", settings.Paths)}");
        }

        return faults.HasErrors || loaded.Diagnostics.Any(d => d.Severity == Severity.Error) ? ExitCodes.Usage : ExitCodes.Success;
    }

    private LoadResult Load(LoadOptions options)
    {
        using var progress = LoadProgressLine.Of(output);
        return CapabilityLoader.Load(options with { Progress = progress });
    }

    private Listing.Listing List(LoadResult loaded, DiagnosticBag unmapped)
    {
        using var builder = new SurfaceBuilder(NullLoggerFactory.Instance, isDryRun: false, toolSearch: settings.ToolSearch);
        List<Surface> surfaces = [.. loaded.Files.SelectMany(f => f.Capability is { } capability ? builder.Map(capability, f.File.Folder, unmapped) : [])];
        var snapshot = SnapshotBuilder.Build(surfaces, settings.Hosting, builder.PortMcp);
        var served = ServedSurface.Of(snapshot, [.. snapshot.Listeners.Select(l => l.EndPoint)], builder);
        var listed = served.Where(filter.Takes)
            .OrderBy(s => s.File, StringComparer.Ordinal).ThenBy(s => s.Exposure.Span.Line).ThenBy(s => s.Exposure.Span.Column)
            .Select(s => ListedSurface.Of(s, filter))
            .Where(s => s.Units.Count > 0 || !filter.IsAboutUnits)
            .ToList();
        return new Listing.Listing(listed, [.. Servers(listed, snapshot, builder)]);
    }

    private static IEnumerable<ListedServer> Servers(List<ListedSurface> listed, Snapshot snapshot, SurfaceBuilder builder)
    {
        foreach (var port in listed.Where(s => s.Served.IsJoined).GroupBy(s => s.Served.Authority))
        {
            var members = snapshot.Ports[port.First().Served.Port].Surfaces.Where(s => s.Mcp is not null).ToList();
            var tools = builder.PortTools(members, out var isSearched, out var count);
            yield return new ListedServer(port.Key, members.Count, count, TokenCost.Of(tools), isSearched);
        }
    }

    private static Option<string[]> Texts(string name, string valueName, string meaning) =>
        new(name) { Description = $"{meaning}. Repeatable", HelpName = valueName, Arity = ArgumentArity.OneOrMore };
}
