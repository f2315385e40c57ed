using Naftiko.Engine.Binds;
using Naftiko.Engine.Compilation;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Host.Loading;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Host.Commands.Settings;

/// <summary>What was decided about reading and compiling files.</summary>
internal sealed record LoadSettings
{
    public required IReadOnlyList<string> EnvFiles { get; init; }

    /// <summary>Base URIs that win over the environment's.</summary>
    public required IReadOnlyDictionary<string, string> BaseUris { get; init; }

    /// <summary>Base URIs over which the environment's win.</summary>
    public required IReadOnlyDictionary<string, string> SettledBaseUris { get; init; }

    /// <summary>Patterns of the files and namespaces that are meant; none: all.</summary>
    public required IReadOnlyList<string> Only { get; init; }

    public required IReadOnlyList<string> AllowedPaths { get; init; }

    public required IReadOnlyList<string> EnvAllow { get; init; }

    public required bool IsStrict { get; init; }

    public required YamlBudget Budget { get; init; }

    public required UpstreamLimits Upstream { get; init; }

    /// <summary>What the loader needs.</summary>
    /// <param name="paths">Files and folders.</param>
    /// <param name="client">Sends the requests.</param>
    /// <param name="origins">Where none may go.</param>
    /// <param name="diagnostics">Takes what is wrong with the env files; with an error in it they cannot be used.</param>
    public LoadOptions ToLoadOptions(IReadOnlyList<string> paths, UpstreamClient client, OriginRules origins, DiagnosticBag diagnostics) => new()
    {
        Paths = paths,
        AllowedPaths = AllowedPaths,
        Environment = EnvironmentBinds.OfProcess(ReadEnvFiles(diagnostics), EnvAllow),
        Compile = new CompileOptions { Client = client, Origins = origins, BaseUris = BaseUris, SettledBaseUris = SettledBaseUris, IsStrict = IsStrict },
        Budget = Budget,
        Only = new Selection(Only),
    };

    private EnvFile? ReadEnvFiles(DiagnosticBag diagnostics)
    {
        EnvFile? all = null;
        foreach (var path in EnvFiles)
        {
            var loader = new FileSourceLoader(Spec.Sources.AllowedPaths.Of([], [path]), Budget.MaxBytes);
            if (loader.Load(path, diagnostics) is { } text)
            {
                var file = EnvFile.Parse(text, diagnostics);
                all = all is null ? file : all.With(file);
            }
        }

        return all;
    }
}
