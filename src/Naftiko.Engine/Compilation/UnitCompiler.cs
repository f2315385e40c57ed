using Naftiko.Engine.Compilation.Consumes;
using Naftiko.Engine.Compilation.Flows;
using Naftiko.Engine.Compilation.Inputs;
using Naftiko.Engine.Flows;
using Naftiko.Engine.Formats;
using Naftiko.Engine.Inputs;
using Naftiko.Engine.Outputs;
using Naftiko.Engine.Steps;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;
using Naftiko.Spec.Document.Aggregates;
using Naftiko.Spec.Document.Parameters;

namespace Naftiko.Engine.Compilation;

/// <summary>Compiles an exposed operation, a tool or an aggregate's flow: whatever the door, the result is a <see cref="Flow"/>.</summary>
/// <param name="file">The file.</param>
/// <param name="flows">The flows that units may refer to.</param>
/// <param name="maxBinarySize">The largest answer of bytes that the surface takes; null where it does not say.</param>
internal sealed class UnitCompiler(FileContext file, FlowIndex flows, BinarySize? maxBinarySize = null)
{
    /// <summary>The flow, or null (reported) when the unit cannot be exposed.</summary>
    /// <param name="spec">The unit.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="occurrence">How many units of the same surface before it make the same call.</param>
    /// <param name="placeholders">The placeholders of its exposed path.</param>
    /// <param name="resourceInputs">Inputs that its resource declares for all its operations.</param>
    public Flow? Compile(UnitSpec spec, UnitKind kind, int occurrence = 0, IReadOnlyList<string>? placeholders = null, IReadOnlyList<InputParameterSpec>? resourceInputs = null)
    {
        var before = file.Diagnostics.ErrorCount;
        var flow = CompileWhole(spec, kind, occurrence, placeholders, resourceInputs);

        // An error means that the unit cannot run as it is written: half of it must not run either.
        return spec.HasFaults || file.Diagnostics.ErrorCount > before ? null : flow;
    }

    private Flow? CompileWhole(UnitSpec spec, UnitKind kind, int occurrence, IReadOnlyList<string>? placeholders, IReadOnlyList<InputParameterSpec>? resourceInputs)
    {
        var declared = resourceInputs is { Count: > 0 } ? [.. resourceInputs.Where(r => !spec.Inputs.Any(i => i.Name == r.Name)), .. spec.Inputs] : spec.Inputs;
        var whole = spec with { Inputs = declared };
        ReportMoreThanOne(spec);
        if (spec.Ref is { } reference)
        {
            return new ReferCompiler(file, flows).Compile(whole, kind, reference, spec.Inputs.Count == 0, placeholders ?? [], maxBinarySize);
        }

        var unit = new UnitContext(whole, kind, new InputDrafts(kind, declared, file.Diagnostics)) { MaxBinarySize = maxBinarySize };
        if (spec.Call is { } call)
        {
            return Call(unit, call, occurrence, placeholders ?? []);
        }

        if (spec.Steps.Count > 0)
        {
            return Steps(unit, placeholders ?? []);
        }

        if (spec.Outputs.Count > 0 && spec.Outputs.Any(o => o.HasValue))
        {
            var output = new ShapeCompiler(file, new WithCompiler(file, unit).Compile, []) { IsMock = true }.Compile(spec.Outputs);
            return new MockFlow(Inputs(unit, placeholders ?? []), output) { MediaType = MediaType(spec) };
        }

        if (spec.HasFaults)
        {
            return null;
        }

        file.Diagnostics.Add(ReferenceDiagnostics.NothingToDo, spec.Span, $"{(spec.Name is null ? "this unit" : $"'{spec.Name}'")} has neither call, steps, ref nor output values; it is not exposed");
        return null;
    }

    private void ReportMoreThanOne(UnitSpec spec)
    {
        string[] ways = [.. new[] { spec.Ref is null ? null : "ref", spec.Call is null ? null : "call", spec.Steps.Count == 0 ? null : "steps" }.OfType<string>()];
        if (ways.Length > 1)
        {
            file.Diagnostics.Add(StructureDiagnostics.OneOf, spec.Span, $"'{spec.Name ?? ways[0]}' has {string.Join(" and ", ways.Select(w => $"'{w}'"))}; '{ways[0]}' counts");
        }
    }

    private CallFlow? Call(UnitContext unit, SpannedText call, int occurrence, IReadOnlyList<string> placeholders)
    {
        if (file.Consumed.Find(call, occurrence, file.Diagnostics) is not { } operation
            || CallCompiler.Compile(file, unit, operation, unit.Spec.With, unit.Spec.Span) is not { } compiled)
        {
            return null;
        }

        var output = Shape(unit, operation.Spec.Outputs);
        if (compiled.Format is BinaryFormat)
        {
            output = OfBytes(unit, output);
        }

        return new CallFlow(Inputs(unit, placeholders), output, compiled) { MediaType = MediaType(unit.Spec) ?? compiled.MediaType };
    }

    private StepsFlow? Steps(UnitContext unit, IReadOnlyList<string> placeholders)
    {
        var compiler = new StepsCompiler(file, unit);
        if (compiler.Compile() is not { } steps)
        {
            return null;
        }

        var mappings = compiler.Mappings();
        var output = new ShapeCompiler(file, new WithCompiler(file, unit).Compile, []) { IsMapped = mappings is not null }.Compile(unit.Spec.Outputs);
        compiler.ReportStrays();
        var last = mappings is null ? steps[^1] as CallStep : null;
        var mediaType = MediaType(unit.Spec) ?? last?.Call.MediaType;
        return last?.Call.Format is BinaryFormat
            ? new StepsFlow(Inputs(unit, placeholders), OfBytes(unit, output), steps[..^1], null) { MediaType = mediaType, Ending = last }
            : new StepsFlow(Inputs(unit, placeholders), output, steps, mappings) { MediaType = mediaType };
    }

    /// <summary>Bytes have no members: outputs over them are reported, and left out.</summary>
    private Output OfBytes(UnitContext unit, Output output)
    {
        if (!output.IsIdentity)
        {
            file.Diagnostics.Add(ReferenceDiagnostics.UnshapedBinary, unit.Spec.Span, $"the answer is bytes, which are passed on whole; the outputs of '{unit.Spec.Name}' are left out");
        }

        return Output.Identity;
    }

    private static string? MediaType(UnitSpec spec) => (spec as FlowSpec)?.OutputMediaType;

    private InputSet Inputs(UnitContext unit, IReadOnlyList<string> placeholders) => unit.Inputs.Build(placeholders, new WithCompiler(file, unit).Compile);

    private Output Shape(UnitContext unit, IReadOnlyList<OutputParameterSpec> consumed) =>
        new ShapeCompiler(file, new WithCompiler(file, unit).Compile, consumed).Compile(unit.Spec.Outputs);
}
