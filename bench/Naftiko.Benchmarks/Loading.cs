using Naftiko.Engine.Binds;
using Naftiko.Engine.Compilation;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Host.Loading;

namespace Naftiko.Benchmarks;

/// <summary>Loads capabilities for a benchmark.</summary>
internal static class Loading
{
    public static LoadResult Load(string path, HttpMessageHandler? upstream = null)
    {
        var limits = new UpstreamLimits();
        return CapabilityLoader.Load(new LoadOptions
        {
            Paths = [path],
            Environment = new EnvironmentBinds(new Dictionary<string, string>(), null, []),
            Compile = new CompileOptions
            {
                Client = upstream is null ? new UpstreamClient(limits, TimeProvider.System) : new UpstreamClient(limits, TimeProvider.System, upstream),
                Origins = new OriginRules(),
            },
        });
    }
}
