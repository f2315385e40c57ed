using System.Text;
using Naftiko.Engine.Binds;
using Naftiko.Engine.Compilation;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Engine.Exposes;
using Naftiko.Engine.Flows;
using Naftiko.Engine.Values;
using Naftiko.Spec;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Engine.Tests.Flows;

/// <summary>A capability with one tool, from its text to the flow that runs.</summary>
internal sealed class CompiledFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("naftiko");
    private readonly UpstreamClient _client = new(new UpstreamLimits(), TimeProvider.System);

    /// <param name="consumes">The entries of <c>consumes</c>, as YAML lines.</param>
    /// <param name="unit">What the tool does, as members of a flow mapping.</param>
    /// <param name="aggregates">The entries of <c>aggregates</c>, as YAML lines.</param>
    public CompiledFile(string consumes, string unit, string aggregates = "") => Tool = Compile($$"""
        ikanos: 1.0.0-beta5
        capability:
          consumes:
        {{Indented(consumes)}}
          aggregates:
        {{Indented(aggregates)}}
          exposes:
            - type: mcp
              namespace: tools
              tools: { show: { description: Shows., {{unit}} } }
        """);

    public DiagnosticBag Diagnostics { get; } = new();

    public McpTool Tool { get; }

    private Flow Flow => Tool.Flow;

    public async Task<Outcome> RunAsync() => await Flow.RunAsync(new Invocation(new Value[Flow.Inputs.Count]), TestContext.Current.CancellationToken);

    public async Task<string> AnswerAsync()
    {
        var outcome = await RunAsync();
        Assert.True(outcome.Answer is not null, $"{outcome.Failure?.Step}: {outcome.Failure?.Detail}");
        using var answer = outcome.Answer;
        return Encoding.UTF8.GetString(answer.Body.Span);
    }

    public void Dispose()
    {
        _client.Dispose();
        _folder.Delete(recursive: true);
    }

    private static string Indented(string lines) => string.Join('\n', lines.ReplaceLineEndings("\n").Split('\n').Select(line => "    " + line));

    private McpTool Compile(string yaml)
    {
        var path = Path.Combine(_folder.FullName, "c.yml");
        File.WriteAllText(path, yaml);
        var loader = new FileSourceLoader(AllowedPaths.Of([_folder.FullName], []));
        var document = CapabilityReader.Read(path, loader, YamlBudget.Default, Diagnostics);
        Assert.True(document is not null, string.Join('\n', Diagnostics));
        var environment = new EnvironmentBinds(new Dictionary<string, string>(), null, []);
        var binds = BindResolver.Resolve(document.Binds, loader, environment, Diagnostics);
        var capability = CapabilityCompiler.Compile(document, binds, environment, new CompileOptions { Client = _client, Origins = new OriginRules() }, loader, Diagnostics);
        Assert.False(Diagnostics.HasErrors, string.Join('\n', Diagnostics));
        return Assert.Single(Assert.IsType<McpExposure>(capability.Exposures[0]).Tools);
    }
}
