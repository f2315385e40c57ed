using BenchmarkDotNet.Running;
using Naftiko.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(LoadBenchmarks).Assembly).Run(args);
