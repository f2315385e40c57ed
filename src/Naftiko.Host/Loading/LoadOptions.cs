using Naftiko.Engine.Binds;
using Naftiko.Engine.Compilation;
using Naftiko.Spec.Yaml;

namespace Naftiko.Host.Loading;

/// <summary>What the operator decides about loading.</summary>
internal sealed record LoadOptions
{
    /// <summary>Files and folders to serve.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>Further files and folders that capabilities may open.</summary>
    public IReadOnlyList<string> AllowedPaths { get; init; } = [];

    public required EnvironmentBinds Environment { get; init; }

    public required CompileOptions Compile { get; init; }

    /// <summary>Whether a named file that only carries parts for import is an error: who serves needs something to serve, who checks does not.</summary>
    public bool MustServe { get; init; } = true;

    public YamlBudget Budget { get; init; } = YamlBudget.Default;

    /// <summary>Which of the files and surfaces are meant.</summary>
    public Selection Only { get; init; } = Selection.All;

    /// <summary>Told of each file that has been loaded, from any thread; null: nobody is.</summary>
    public IProgress<LoadProgress>? Progress { get; init; }
}
