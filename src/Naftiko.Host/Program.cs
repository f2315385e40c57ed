using Microsoft.Extensions.Logging.Abstractions;
using Naftiko.Engine.Binds;
using Naftiko.Engine.Compilation;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Host.Exposes;
using Naftiko.Host.Hosting;
using Naftiko.Host.Loading;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;

var bag = new DiagnosticBag();
var env = args.Length > 1 ? EnvFile.Parse(new SourceText(args[1], File.ReadAllText(args[1])), bag) : null;
var result = CapabilityLoader.Load(new LoadOptions
{
    Paths = [args[0]],
    Environment = EnvironmentBinds.OfProcess(env, []),
    Compile = new CompileOptions { Client = new UpstreamClient(new UpstreamLimits(), TimeProvider.System), Origins = new OriginRules() },
});
foreach (var d in result.All.Where(d => d.Severity == Severity.Error)) Console.WriteLine(d);
var logs = NullLoggerFactory.Instance;
var builder = new SurfaceBuilder(logs, false);
var surfaces = result.Files.Where(f => f.Capability is not null).SelectMany(f => builder.Map(f.Capability!, f.File.Folder)).ToList();
var options = new HostingOptions();
var snapshot = SnapshotBuilder.Build(surfaces, options, builder.PortMcp);
await using var host = new CapabilityHost(options, logs);
foreach (var d in await host.StartAsync(snapshot, default)) Console.WriteLine(d);
Console.WriteLine("ready");
await Task.Delay(-1);
