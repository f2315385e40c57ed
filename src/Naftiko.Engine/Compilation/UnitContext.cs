using Naftiko.Engine.Compilation.Inputs;
using Naftiko.Engine.Expressions;
using Naftiko.Spec.Document;

namespace Naftiko.Engine.Compilation;

/// <summary>The unit being compiled: its inputs so far and the steps that an expression may refer to.</summary>
internal sealed class UnitContext(UnitSpec spec, UnitKind kind, InputDrafts inputs)
{
    private readonly List<string> _steps = [];

    public UnitSpec Spec => spec;

    public UnitKind Kind => kind;

    public InputDrafts Inputs => inputs;

    /// <summary>The largest answer of bytes that the unit's surface takes; null where it does not say.</summary>
    public BinarySize? MaxBinarySize { get; init; }

    /// <summary>Whether the unit says nothing about its inputs, so that all consumed ones are offered.</summary>
    public bool IsImplicit => spec.With is null && spec.Inputs.Count == 0 && spec.Steps.Count == 0;

    /// <summary>What the unit's own <c>with</c> gives to all its steps; empty for a unit without steps.</summary>
    public IReadOnlyList<WithEntry> Shared { get; private set; } = [];

    /// <summary>Lets what follows see these entries.</summary>
    public void Share(IReadOnlyList<WithEntry> entries) => Shared = entries;

    /// <summary>The shared value of that name, which is then used.</summary>
    public Expression? FindShared(string name)
    {
        foreach (var entry in Shared)
        {
            if (entry.Key == name)
            {
                entry.IsUsed = true;
                return entry.Value;
            }
        }

        return null;
    }

    /// <summary>Makes a step's answer visible to what follows; its slot is its position.</summary>
    public void AddStep(string name) => _steps.Add(name);

    /// <summary>The slot of the latest step of that name; -1 when there is none.</summary>
    public int StepSlot(string name) => _steps.LastIndexOf(name);

    public IReadOnlyList<string> StepNames => _steps;

    /// <summary>The latest step that expressions have read since <see cref="BeginStep"/>; -1 when they read none.</summary>
    public int LastReadStep { get; private set; } = -1;

    /// <summary>What is compiled from here on belongs to the next step.</summary>
    public void BeginStep() => LastReadStep = -1;

    /// <summary>The slot of the latest step of that name, which what is being compiled reads.</summary>
    public int ReadStep(string name)
    {
        var slot = StepSlot(name);
        LastReadStep = Math.Max(LastReadStep, slot);
        return slot;
    }
}
