using Naftiko.Engine.Compilation.Consumes;
using Naftiko.Engine.Compilation.Inputs;
using Naftiko.Engine.Expressions;
using Naftiko.Engine.Flows;
using Naftiko.Engine.Outputs;
using Naftiko.Engine.Steps;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document.Parameters;
using Naftiko.Spec.Document.Steps;
using Naftiko.Spec.Expressions.JsonPaths;

namespace Naftiko.Engine.Compilation.Flows;

/// <summary>Compiles <c>steps</c> and <c>mappings</c>.</summary>
internal sealed class StepsCompiler(FileContext file, UnitContext unit)
{
    /// <summary>The steps, or null (reported) when one of them cannot be compiled.</summary>
    public List<Step>? Compile()
    {
        unit.Share(new WithCompiler(file, unit).CompileShared());
        var steps = new List<Step>();
        var isComplete = true;
        foreach (var spec in unit.Spec.Steps)
        {
            if (unit.StepSlot(spec.Name) >= 0)
            {
                file.Diagnostics.Add(ReferenceDiagnostics.DuplicateName, spec.Span, $"the step '{spec.Name}' stands twice; what follows sees the later one");
            }

            unit.BeginStep();
            var step = Compile(spec, steps.Count);
            isComplete &= step is not null;
            steps.Add(step ?? new RefusedStep(spec.Name, steps.Count, new Failure(FailureKind.Internal, "a step that was reported at load")));
            unit.AddStep(spec.Name);
        }

        return isComplete ? steps : null;
    }

    /// <summary>Reports what the unit gives to its steps and none of them, nor anything behind them, takes.</summary>
    public void ReportStrays()
    {
        foreach (var stray in unit.Shared.Where(e => !e.IsUsed))
        {
            file.Diagnostics.Add(ReferenceDiagnostics.StrayWith, stray.Span, $"no step takes '{stray.Key}'; it is not used");
        }
    }

    /// <summary>What <c>mappings</c> build; dotted targets nest.</summary>
    public ObjectExpression? Mappings()
    {
        if (unit.Spec.Mappings.Count == 0)
        {
            return null;
        }

        var root = new MappingTree();
        var with = new WithCompiler(file, unit);
        foreach (var mapping in unit.Spec.Mappings)
        {
            if (!root.Add(mapping.Target.Split('.'), with.Compile(mapping.Value)))
            {
                file.Diagnostics.Add(ReferenceDiagnostics.DuplicateName, mapping.Span, $"the target '{mapping.Target}' stands where another one is; this one counts");
            }
        }

        return root.Build();
    }

    private Step? Compile(StepSpec spec, int slot) => spec switch
    {
        CallStepSpec call => Call(call, slot),
        LookupStepSpec lookup => Lookup(lookup, slot),
        ScriptStepSpec script => Script(script, slot),
        FaultyStepSpec => null,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private CallStep? Call(CallStepSpec spec, int slot)
    {
        if (file.Consumed.Find(spec.Call, 0, file.Diagnostics) is not { } operation || CallCompiler.Compile(file, unit, operation, spec.With, spec.Span) is not { } call)
        {
            return null;
        }

        var outputs = DeclaredOutputs(operation.Spec.Outputs);
        var effect = CallEffects.IsReading(operation) && !call.HasBody ? StepEffect.Reads : StepEffect.Changes;
        return new CallStep(spec.Name, slot, call, outputs) { Effect = effect, LastRead = unit.LastReadStep };
    }

    /// <summary>The declared outputs that are readable beside the body: named ones that are not the root.</summary>
    private List<KeyValuePair<string, Shape>> DeclaredOutputs(IReadOnlyList<OutputParameterSpec> outputs)
    {
        var shapes = new ShapeCompiler(file, new WithCompiler(file, unit).Compile, []);
        var named = new List<KeyValuePair<string, Shape>>();
        foreach (var output in outputs)
        {
            if (output is { Name: { } name, Mapping: { } mapping } && mapping.Value.Trim() is not ("$" or "$.") && shapes.Compile([output with { Name = null }]).Shape is { } shape)
            {
                named.Add(KeyValuePair.Create(name, shape));
            }
        }

        return named;
    }

    private LookupStep? Lookup(LookupStepSpec spec, int slot)
    {
        if (StepReferences.Find(spec.Index.Value, unit, file.Options.IsStrict) is not { } index)
        {
            file.Diagnostics.Add(ReferenceDiagnostics.UnknownStep, spec.Index.Span, $"'{spec.Index.Value}' is no step before this one", Nearest.Hint(spec.Index.Value, unit.StepNames));
            return null;
        }

        if (!JsonPath.TryParse(spec.Match, file.Options.IsStrict && spec.Match.StartsWith('$'), out var match, out var error))
        {
            file.Diagnostics.Add(ExpressionDiagnostics.BadPath, spec.Span, $"'{spec.Match}' is no key: {error.Message}");
            return null;
        }

        return new LookupStep(spec.Name, slot, index, match, new WithCompiler(file, unit).Compile(spec.LookupValue), spec.Outputs);
    }

    private RefusedStep Script(ScriptStepSpec spec, int slot)
    {
        file.Diagnostics.Add(StructureDiagnostics.NotServed, spec.Span, "scripts are not run; this unit answers an error when it is called");
        ScriptFiles.Check(file, spec);
        return new RefusedStep(spec.Name, slot, new Failure(FailureKind.NotSupported, $"scripting is not available; the step '{spec.Name}' was not run"));
    }
}
