using Naftiko.Engine.Compilation.Inputs;
using Naftiko.Engine.Expressions;
using Naftiko.Engine.Flows;
using Naftiko.Engine.Inputs;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;
using Naftiko.Spec.Document.Aggregates;
using Naftiko.Spec.Document.Parameters;
using Naftiko.Spec.Yaml;

namespace Naftiko.Engine.Compilation.Flows;

/// <summary>Compiles a unit that is an aggregate's flow: what it does not say it has from there.</summary>
internal sealed class ReferCompiler(FileContext file, FlowIndex flows)
{
    /// <summary>The flow, or null (reported) when there is none of that name.</summary>
    /// <param name="spec">The unit, with the inputs of its resource.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="reference">What <c>ref</c> says.</param>
    /// <param name="isSilent">Whether the unit itself declares no inputs: it then has those of the flow.</param>
    /// <param name="placeholders">The placeholders of its exposed path.</param>
    /// <param name="maxBinarySize">The largest answer of bytes that its surface takes.</param>
    public ReferFlow? Compile(UnitSpec spec, UnitKind kind, SpannedText reference, bool isSilent, IReadOnlyList<string> placeholders, BinarySize? maxBinarySize)
    {
        if (flows.Find(reference, spec.Outputs) is not { } target || flows.Spec(reference.Value) is not { } written)
        {
            return null;
        }

        Report(spec, kind, reference, written);

        // What the flow cannot do without is asked for, even by a unit that lists its inputs and forgets it.
        var inherited = target.Inputs.Inputs.Where(i => (isSilent || i.IsRequired) && !IsFed(spec, i.Name)).Select(i => Declare(i, written, spec));
        var unit = new UnitContext(spec, kind, new InputDrafts(kind, [.. spec.Inputs, .. inherited], file.Diagnostics));
        var values = new WithCompiler(file, unit);
        var entries = values.Compile(spec.With, name => target.Inputs.Find(name) is not null);
        var arguments = new Expression?[target.Inputs.Count];
        foreach (var input in target.Inputs.Inputs)
        {
            var entry = NameRule.Find(entries, e => e.Key, input.Name);
            var draft = entry is null ? unit.Inputs.FindDeclared(input.Name, byRule: true) : entry.Draft;
            draft?.Feed(input.Place, Declare(input, written, spec));
            arguments[input.Slot] = entry?.Value ?? draft?.Expression;
        }

        foreach (var stray in entries.Where(e => NameRule.Find(target.Inputs.Inputs, i => i.Name, e.Key) is null))
        {
            file.Diagnostics.Add(ReferenceDiagnostics.StrayWith, stray.Span, $"the flow '{reference.Value}' has no input '{stray.Key}'; it is not used", Nearest.Hint(stray.Key, target.Inputs.Inputs.Select(i => i.Name)));
        }

        return new ReferFlow(unit.Inputs.Build(placeholders, values.Compile), target, arguments, reference.Value) { MediaType = target.MediaType, MaxBinarySize = maxBinarySize };
    }

    private void Report(UnitSpec spec, UnitKind kind, SpannedText reference, FlowSpec written)
    {
        if (kind == UnitKind.Flow)
        {
            file.Diagnostics.Add(ReferenceDiagnostics.ChainedFlow, reference.Span, $"'{spec.Name}' is the flow '{reference.Value}' under another name; the specification has 'ref' in what is exposed only");
        }

        if (spec.Outputs.Count > 0 && written.Outputs.Count > 0)
        {
            file.Diagnostics.Add(StructureDiagnostics.OneOf, spec.Outputs[0].Span, $"the flow '{reference.Value}' has 'outputParameters' of its own, which count");
        }
    }

    private static bool IsFed(UnitSpec spec, string input) =>
        spec.Inputs.Any(own => NameRule.IsSame(own.Name, input)) || (spec.With?.Entries.Any(e => NameRule.IsSame(e.Key.Text, input)) ?? false);

    /// <summary>An input of the flow as one of the unit: as it is written there, or as it has been inferred.</summary>
    private static InputParameterSpec Declare(Input input, FlowSpec written, UnitSpec spec)
    {
        var declared = written.Inputs.FirstOrDefault(i => i.Name == input.Name) ?? new InputParameterSpec
        {
            Name = input.Name,
            Span = spec.Span,
            Type = input.Type,
            ItemsType = input.ItemsType,
            Description = input.Description,
            Enum = [.. input.Allowed.Select(a => new ScalarNode(spec.Span, a, ScalarKind.Text, isPlain: false))],
        };
        return declared with { Required = input.IsRequired };
    }
}
