using Naftiko.Engine.Binds;
using Naftiko.Engine.Compilation.Authentication;
using Naftiko.Engine.Compilation.Consumes;
using Naftiko.Engine.Compilation.Exposes;
using Naftiko.Engine.Compilation.Expressions;
using Naftiko.Engine.Compilation.Flows;
using Naftiko.Engine.Exposes;
using Naftiko.Engine.Exposes.Skills;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;
using Naftiko.Spec.Document.Exposes;
using Naftiko.Spec.Sources;

namespace Naftiko.Engine.Compilation;

/// <summary>Links a file into a <see cref="Capability"/>: afterwards no name is looked up in a request.</summary>
public static class CapabilityCompiler
{
    private const int DefaultRestPort = 8080;
    private const int DefaultMcpPort = 9090;
    private const int DefaultSkillPort = 3011;
    private const int DefaultControlPort = 9470;

    /// <summary>Compiles every unit that is right; what is wrong with the others goes into the bag.</summary>
    /// <param name="file">The file.</param>
    /// <param name="binds">Its binds' values.</param>
    /// <param name="environment">The environment that undeclared names fall back to.</param>
    /// <param name="options">What the operator decides.</param>
    /// <param name="loader">Opens the files that it names: schemas, resources, skills.</param>
    /// <param name="diagnostics">Takes the faults.</param>
    public static Capability Compile(
        CapabilityFile file, BindValues binds, EnvironmentBinds environment, CompileOptions options, ISourceLoader loader, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(file);
        var variables = new Variables(binds, environment, diagnostics);
        var context = new FileContext(file, variables, options, loader, diagnostics);
        var flows = new FlowIndex(context);
        var exposures = new List<Exposure>();
        foreach (var surface in file.Exposes)
        {
            if (Compile(surface, context, flows) is { } exposure)
            {
                exposures.Add(exposure);
            }
        }

        flows.CompileAll();
        LostPathReport.Report(context);
        ConsumedPathReport.Report(context);
        return new Capability
        {
            Path = file.Path,
            SpecVersion = file.Version,
            Info = file.Info,
            Exposures = exposures,
            ConsumedNamespaces = [.. file.Consumes.Select(api => api.Namespace)],
            Redactor = Redactor.Of(variables.Secrets),
        };
    }

    /// <summary>The surface's units at its place; null for a kind that is not served, and for a namespace that cannot be.</summary>
    private static Exposure? Compile(ExposesSpec surface, FileContext context, FlowIndex flows)
    {
        switch (surface)
        {
            case ExposesRestSpec rest when Place(context, rest, "rest", DefaultRestPort) is { } place:
                return new RestExposure(place)
                {
                    Operations = new RestCompiler(context, flows).Compile(rest),
                    Forwards = new ForwardCompiler(context).Compile(rest, place.Guard),
                };
            case ExposesMcpSpec mcp when Place(context, mcp, "mcp", DefaultMcpPort) is { } place:
                return new McpExposure(place)
                {
                    IsStdio = mcp.IsStdio,
                    Tools = new ToolCompiler(context, flows).Compile(mcp),
                    Resources = new ResourceCompiler(context, flows).Compile(mcp),
                    Prompts = new PromptCompiler(context, flows).Compile(mcp),
                    Caching = new McpCaching(mcp.TimeToLive, mcp.IsCachePublic),
                };
            case ExposesSkillSpec skill when Place(context, skill, "skill", DefaultSkillPort) is { } place:
                return new SkillExposure(place) { Skills = new SkillCompiler(context).Compile(skill) };
            case ExposesControlSpec second when !ReferenceEquals(second, context.File.Exposes.OfType<ExposesControlSpec>().First()):
                context.Diagnostics.Add(StructureDiagnostics.SecondControl, second.Span, "a capability has one control surface at most; this one is not served");
                return null;
            case ExposesControlSpec control when Place(context, control, "control", DefaultControlPort) is { } place:
                return new ControlCompiler(context).Compile(control, place);
            default:
                return null;
        }
    }

    /// <summary>What surfaces of all kinds say about where they are and who is let in; null (reported) when the namespace cannot be served.</summary>
    private static ExposurePlace? Place(FileContext context, ExposesSpec surface, string type, int defaultPort) =>
        Namespace(context, surface, type) is { } name
            ? new ExposurePlace(
                name,
                surface.Span,
                surface.Port ?? defaultPort,
                new LoadedText(context).Resolve(surface.Address),
                surface.Description ?? context.File.Info.Description,
                new GuardCompiler(context).Compile(surface.Authentication))
            : null;

    /// <summary>The surface's namespace, which is part of its URLs; without one the file's name and the type.</summary>
    private static string? Namespace(FileContext file, ExposesSpec surface, string type)
    {
        var name = SurfaceNames.Of(file, surface, type);
        if (name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-') && name is not ("." or ".."))
        {
            return name;
        }

        file.Diagnostics.Add(ReferenceDiagnostics.BadNamespace, surface.Span, $"the namespace '{name}' is not served: it may only have letters, digits, '.', '_' and '-'");
        return null;
    }
}
