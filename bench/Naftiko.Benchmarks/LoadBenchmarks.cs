using BenchmarkDotNet.Attributes;

namespace Naftiko.Benchmarks;

/// <summary>Reading, resolving and compiling: one file, and the folder that the project ships.</summary>
[MemoryDiagnoser]
public class LoadBenchmarks
{
    private readonly string _folder = Repository.Capabilities;

    [Benchmark(Baseline = true)]
    public object OneFile() => Loading.Load(Path.Combine(_folder, "sentry-releases-sessions.yaml"));

    [Benchmark]
    public object ShippedFolder() => Loading.Load(_folder);
}
