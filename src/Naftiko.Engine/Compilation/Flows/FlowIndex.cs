using Naftiko.Engine.Flows;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;
using Naftiko.Spec.Document.Aggregates;
using Naftiko.Spec.Document.Parameters;

namespace Naftiko.Engine.Compilation.Flows;

/// <summary>The flows of a file's aggregates by what <c>ref</c> names; each is compiled once, when it is first asked for.</summary>
internal sealed class FlowIndex
{
    private readonly FileContext _file;
    private readonly UnitCompiler _compiler;
    private readonly Dictionary<string, FlowSpec> _specs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Flow?> _flows = new(StringComparer.Ordinal);
    private readonly HashSet<string> _compiling = new(StringComparer.Ordinal);

    public FlowIndex(FileContext file)
    {
        _file = file;
        _compiler = new UnitCompiler(file, this);
        foreach (var aggregate in file.File.Aggregates)
        {
            foreach (var flow in aggregate.Flows)
            {
                if (!_specs.TryAdd($"{aggregate.Namespace}.{flow.Name}", flow))
                {
                    file.Diagnostics.Add(ReferenceDiagnostics.DuplicateName, flow.Span, $"the flow '{aggregate.Namespace}.{flow.Name}' stands twice; the first counts");
                }
            }
        }
    }

    /// <summary>The written flow with what it has itself from flows that it refers to; for what a unit inherits.</summary>
    public FlowSpec? Spec(string reference)
    {
        var spec = _specs.GetValueOrDefault(reference);
        var seen = new HashSet<string>(StringComparer.Ordinal) { reference };
        while (spec?.Ref is { } next && seen.Add(next.Value) && _specs.TryGetValue(next.Value, out var inner))
        {
            spec = spec with
            {
                Title = spec.Title ?? inner.Title,
                Description = spec.Description ?? inner.Description,
                Tags = spec.Tags.Count > 0 ? spec.Tags : inner.Tags,
                Semantics = spec.Semantics ?? inner.Semantics,
                Inputs = [.. spec.Inputs, .. inner.Inputs.Where(i => !spec.Inputs.Any(own => own.Name == i.Name))],
                Outputs = spec.Outputs.Count > 0 ? spec.Outputs : inner.Outputs,
                Ref = inner.Ref,
                Call = inner.Call,
                Steps = inner.Steps,
            };
        }

        return spec;
    }

    /// <summary>Compiles what no unit refers to as well, so that its faults are reported.</summary>
    public void CompileAll()
    {
        foreach (var (name, spec) in _specs)
        {
            Find(new SpannedText(name, spec.Span), []);
        }
    }

    /// <summary>The flow, or null (reported).</summary>
    /// <param name="reference">What <c>ref</c> says.</param>
    /// <param name="outputs">The unit's own outputs, which shape the answer of a flow that declares none.</param>
    public Flow? Find(SpannedText reference, IReadOnlyList<OutputParameterSpec> outputs)
    {
        if (!_specs.TryGetValue(reference.Value, out var spec))
        {
            _file.Diagnostics.Add(ReferenceDiagnostics.UnknownFlow, reference.Span, $"'{reference.Value}' names no flow of an aggregate; this unit is not exposed",
                Nearest.Hint(reference.Value, _specs.Keys));
            return null;
        }

        if (!_compiling.Add(reference.Value))
        {
            _file.Diagnostics.Add(ReferenceDiagnostics.CyclicFlow, reference.Span, $"'{reference.Value}' refers to itself; this unit is not exposed");
            return null;
        }

        var flow = outputs.Count > 0 && spec.Outputs.Count == 0 ? _compiler.Compile(spec with { Outputs = outputs }, UnitKind.Flow) : Shared(reference.Value, spec);
        _compiling.Remove(reference.Value);
        return flow;
    }

    private Flow? Shared(string name, FlowSpec spec)
    {
        if (!_flows.TryGetValue(name, out var flow))
        {
            _flows.Add(name, flow = _compiler.Compile(spec, UnitKind.Flow));
        }

        return flow;
    }
}
