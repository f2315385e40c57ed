using Naftiko.Engine.Binds;
using Naftiko.Engine.Exposes;
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

    /// <summary>Compiles every unit that is right; what is wrong with the others goes into the bag.</summary>
    /// <param name="file">The file.</param>
    /// <param name="binds">Its binds' values.</param>
    /// <param name="environment">The environment that undeclared names fall back to.</param>
    /// <param name="options">What the operator decides.</param>
    /// <param name="loader">Opens the schemas that the file names.</param>
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
            switch (surface)
            {
                case ExposesRestSpec rest when Namespace(context, rest, "rest") is { } name:
                    exposures.Add(new RestExposure
                    {
                        Namespace = name,
                        Span = rest.Span,
                        Port = rest.Port ?? DefaultRestPort,
                        Address = rest.Address?.Value,
                        Description = rest.Description ?? file.Info.Description,
                        Guard = new GuardCompiler(context).Compile(rest.Authentication),
                        Operations = new RestCompiler(context, flows).Compile(rest),
                    });
                    break;
                case ExposesMcpSpec mcp when Namespace(context, mcp, "mcp") is { } name:
                    exposures.Add(new McpExposure
                    {
                        Namespace = name,
                        Span = mcp.Span,
                        Port = mcp.Port ?? DefaultMcpPort,
                        Address = mcp.Address?.Value,
                        Description = mcp.Description ?? file.Info.Description,
                        Guard = new GuardCompiler(context).Compile(mcp.Authentication),
                        IsStdio = mcp.IsStdio,
                        Tools = new ToolCompiler(context, flows).Compile(mcp),
                    });
                    break;
            }
        }

        flows.CompileAll();
        LostPathReport.Report(context);
        return new Capability { Path = file.Path, Info = file.Info, Exposures = exposures, Redactor = Redactor.Of(variables.Secrets) };
    }

    /// <summary>The surface's namespace, which is part of its URLs; without one the file's name and the type.</summary>
    private static string? Namespace(FileContext file, ExposesSpec surface, string type)
    {
        var name = surface.Namespace ?? $"{Path.GetFileNameWithoutExtension(file.File.Path)}-{type}";
        if (name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-') && name is not ("." or ".."))
        {
            return name;
        }

        file.Diagnostics.Add(ReferenceDiagnostics.BadNamespace, surface.Span, $"the namespace '{name}' is not served: it may only have letters, digits, '.', '_' and '-'");
        return null;
    }
}
