using System.CommandLine;
using Naftiko.Engine;
using Naftiko.Engine.Binds;
using Naftiko.Engine.Compilation;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Engine.Exposes;
using Naftiko.Host.Exposes.Rest.OpenApi;
using Naftiko.Host.Loading;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Commands;

/// <summary><c>naftiko export openapi</c>: the OpenAPI document of a file's REST surface, without serving it.</summary>
/// <param name="output">Takes the document.</param>
/// <param name="error">Takes what went wrong.</param>
internal sealed class ExportCommand(TextWriter output, TextWriter error)
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var file = new Argument<string>("FILE") { Description = "Capability file" };
        var surface = new Option<string?>("--surface", "--adapter", "-a") { Description = "Namespace of the REST surface, where the file has several", HelpName = "NAMESPACE" };
        var version = new Option<string>("--version", "--spec-version") { Description = "Version of OpenAPI: 3.0 or 3.1", HelpName = "VERSION", DefaultValueFactory = _ => "3.1" };
        version.AcceptOnlyFromAmong("3.0", "3.1");
        var format = new Option<string>("--format", "-f") { Description = "Language of the document: json or yaml", HelpName = "FORMAT", DefaultValueFactory = _ => "json" };
        format.AcceptOnlyFromAmong("json", "yaml");
        var target = new Option<string?>("--output", "-o") { Description = "File to write (default: standard output)", HelpName = "FILE" };
        var openApi = new Command("openapi", "Write the OpenAPI document of a REST surface") { file, surface, version, format, target };
        openApi.SetAction((result, cancellationToken) => new ExportCommand(output, error).RunAsync(
            result.GetRequiredValue(file), result.GetValue(surface), result.GetRequiredValue(version), result.GetRequiredValue(format) == "yaml", result.GetValue(target), cancellationToken));
        return new Command("export", "Write what a capability file offers in another language") { openApi };
    }

    private async Task<int> RunAsync(string file, string? surface, string version, bool isYaml, string? target, CancellationToken cancellationToken)
    {
        using var client = new UpstreamClient(new UpstreamLimits(), TimeProvider.System);
        var loaded = CapabilityLoader.Load(new LoadOptions
        {
            Paths = [file],
            Environment = EnvironmentBinds.OfProcess(null, []),
            Compile = new CompileOptions { Client = client, Origins = new OriginRules() },
        });
        foreach (var diagnostic in loaded.All.Where(d => d.Severity == Severity.Error))
        {
            await error.WriteLineAsync(diagnostic.ToString());
        }

        if (loaded.Files is not [{ Capability: { } capability }])
        {
            return ExitCodes.Usage;
        }

        if (Choose(capability, surface) is not { } exposure)
        {
            return ExitCodes.Usage;
        }

        var text = version == "3.0" ? await OpenApiExport.Write30Async(capability, exposure, cancellationToken) : OpenApiExport.Write31(capability, exposure);
        text = isYaml ? OpenApiExport.ToYaml(text) : text;
        return await TextTarget.WriteAsync(target, text, output, error, cancellationToken) ? ExitCodes.Success : ExitCodes.Usage;
    }

    /// <summary>The surface asked for, or the only one.</summary>
    private RestExposure? Choose(Capability capability, string? name)
    {
        var surfaces = capability.Exposures.OfType<RestExposure>().ToList();
        var chosen = name is null ? surfaces : surfaces.FindAll(s => s.Namespace == name);
        if (chosen is [var only])
        {
            return only;
        }

        error.WriteLine(surfaces.Count == 0
            ? $"{capability.Path} has no REST surface"
            : $"{capability.Path} has these REST surfaces: {string.Join(", ", surfaces.Select(s => s.Namespace))}; name one with --surface");
        return null;
    }
}
