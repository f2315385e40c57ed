using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Naftiko.Engine.Expressions;
using Naftiko.Engine.Flows;
using Naftiko.Engine.Values;
using Naftiko.Spec.Expressions.JsonPaths;

namespace Naftiko.Benchmarks;

/// <summary>What a request evaluates: JSONPaths and templates, parsed beforehand.</summary>
[MemoryDiagnoser]
public class ExpressionBenchmarks
{
    private readonly JsonElement _document = JsonElement.Parse("""{"items":[{"id":1,"name":"a","tags":["x"]},{"id":2,"name":"b","tags":[]}],"total":2}""");
    private readonly List<JsonElement> _results = [];
    private readonly JsonPath _singular = Parse("$.items[1].name");
    private readonly JsonPath _filter = Parse("$.items[?@.id > 1].name");
    private readonly TemplateExpression _template = new(
        [TemplateSlot.Text("Hello "), new TemplateSlot(new InputExpression(0, "name"), TextEscape.None), TemplateSlot.Text("!")]);

    private readonly Invocation _run = new([Value.FromText("World")]);

    [Benchmark(Baseline = true)]
    public bool SingularPath() => _singular.TrySelectOne(_document, out _);

    [Benchmark]
    public int FilterPath()
    {
        _results.Clear();
        _filter.Select(_document, _results);
        return _results.Count;
    }

    [Benchmark]
    public string Template() => _template.Evaluate(_run).AsText();

    private static JsonPath Parse(string text) =>
        JsonPath.TryParse(text, isStrict: true, out var path, out _) ? path : throw new InvalidOperationException(text);
}
