using Naftiko.Engine.Binds;
using Naftiko.Engine.Compilation;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Engine.Exposes;
using Naftiko.Host.Loading;

namespace Naftiko.Comparison.Scale;

/// <summary>A capability file that is copied.</summary>
/// <param name="Name">Its path in the sample.</param>
/// <param name="Text">What it says.</param>
/// <param name="Tools">How many tools it serves.</param>
/// <param name="Routes">How many REST operations.</param>
internal sealed record SampleFile(string Name, string Text, int Tools, int Routes)
{
    /// <summary>Tools and routes to each character: the published files say more in less than the sample, which has every peculiarity.</summary>
    public double Density => (double)(Tools + Routes) / Text.Length;

    /// <summary>All files of a folder.</summary>
    public static IReadOnlyList<SampleFile> Load(string folder)
    {
        using var client = new UpstreamClient(new UpstreamLimits(), TimeProvider.System);
        var loaded = CapabilityLoader.Load(new LoadOptions
        {
            Paths = [folder],
            Environment = new EnvironmentBinds(new Dictionary<string, string>(), null, []),
            Compile = new CompileOptions { Client = client, Origins = new OriginRules() },
        });
        return [.. loaded.Files.Select(file => Of(folder, file))];
    }

    private static SampleFile Of(string folder, LoadedFile file)
    {
        var exposures = file.Capability?.Exposures ?? [];
        return new SampleFile(
            Path.GetRelativePath(folder, file.File.Path),
            File.ReadAllText(file.File.Path),
            exposures.OfType<McpExposure>().Sum(e => e.Tools.Count),
            exposures.OfType<RestExposure>().Sum(e => e.Operations.Count));
    }
}
