using Naftiko.Engine.Flows;
using Naftiko.Engine.Values;

namespace Naftiko.Engine.Inputs;

/// <summary>The inputs of a unit, in the order in which they are listed.</summary>
public sealed class InputSet(IReadOnlyList<Input> inputs)
{
    public static readonly InputSet None = new([]);

    public IReadOnlyList<Input> Inputs => inputs;

    public int Count => inputs.Count;

    /// <summary>The input of that name, or null.</summary>
    public Input? Find(string name)
    {
        foreach (var input in inputs)
        {
            if (input.Name == name)
            {
                return input;
            }
        }

        return null;
    }

    /// <summary>
    /// Checks the run's inputs before anything is sent, turns untyped text into the declared types, and fills in defaults. Every fault
    /// is in the run's failure.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="faults">Faults that the transport has found itself, for example names that are no input.</param>
    public void Check(Invocation run, List<InputFault>? faults = null)
    {
        foreach (var input in inputs)
        {
            ref var value = ref run.Inputs[input.Slot];
            if (value.IsNull && !input.KeepsNull)
            {
                value = Value.Absent;
            }

            if (value.IsAbsent && input.Default is { } fallback)
            {
                value = fallback.Evaluate(run);
            }

            if (value.IsAbsent && (run.Body is null || !input.IsWholeBody))
            {
                if (input.IsRequired)
                {
                    (faults ??= []).Add(new InputFault(input.Name, "is required"));
                }

                continue;
            }

            if (!value.IsAbsent && InputCheck.Check(input, ref value) is { } fault)
            {
                (faults ??= []).Add(new InputFault(input.Name, fault));
            }
        }

        if (faults is { Count: > 0 })
        {
            run.Fail(new Failure(FailureKind.InvalidInput, Describe(faults)) { Faults = faults });
        }
    }

    private static string Describe(List<InputFault> faults) => string.Join("; ", faults.Select(f => $"'{f.Name}' {f.Detail}"));
}
