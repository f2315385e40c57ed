using System.Text;
using BenchmarkDotNet.Attributes;
using Naftiko.Engine.Exposes;
using Naftiko.Engine.Flows;
using Naftiko.Engine.Values;

namespace Naftiko.Benchmarks;

/// <summary>One run of a flow against an upstream that answers at once: whole, and shaped.</summary>
[MemoryDiagnoser]
public class FlowBenchmarks
{
    private const string Capability = """
        naftiko: 1.0.0-alpha2
        capability:
          consumes:
          - type: http
            namespace: api
            baseUri: http://upstream.test
            resources:
            - path: /items/{id}
              operations:
              - { name: get, method: GET, inputParameters: [ { name: id, in: path, type: string }, { name: q, in: query, type: string } ] }
          exposes:
          - type: mcp
            namespace: tools
            tools:
            - { name: whole, call: api.get, with: { id: tools.id, q: tools.q } }
            - name: shaped
              call: api.get
              with: { id: tools.id, q: tools.q }
              outputParameters:
              - { name: id, type: string, mapping: $.id }
              - { name: tags, type: array, mapping: $.tags, items: { type: string } }
        """;

    private Flow _whole = null!; // GlobalSetup runs first
    private Flow _shaped = null!;

    [GlobalSetup]
    public void Load()
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.yaml");
        File.WriteAllText(file, Capability);
        var upstream = new CannedUpstream(Encoding.UTF8.GetBytes("""{"id":"i-1","name":"an item","tags":["a","b"],"nested":{"deep":[1,2,3]}}"""));
        var tools = Loading.Load(file, upstream).Files[0].Capability!.Exposures.OfType<McpExposure>().Single().Tools; // the text above loads
        File.Delete(file);
        _whole = tools[0].Flow;
        _shaped = tools[1].Flow;
    }

    [Benchmark(Baseline = true)]
    public Task<int> Whole() => RunAsync(_whole);

    [Benchmark]
    public Task<int> Shaped() => RunAsync(_shaped);

    private static async Task<int> RunAsync(Flow flow)
    {
        var run = new Invocation([Value.FromText("42"), Value.FromText("x y")]) { CanStream = true };
        flow.Inputs.Check(run);
        var outcome = await flow.RunAsync(run, CancellationToken.None);
        using var answer = outcome.Answer ?? throw new InvalidOperationException(outcome.Failure?.Detail);
        return answer.Body.Length;
    }
}
