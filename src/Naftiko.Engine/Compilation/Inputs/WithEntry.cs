using Naftiko.Engine.Expressions;
using Naftiko.Engine.Inputs;
using Naftiko.Spec.Sources;

namespace Naftiko.Engine.Compilation.Inputs;

/// <summary>One value that a unit feeds into a call.</summary>
internal sealed class WithEntry(string key, Expression value, SourceSpan span)
{
    public string Key => key;

    public Expression Value => value;

    public SourceSpan Span => span;

    /// <summary>The only input that the value is, where it is one.</summary>
    public InputDraft? Draft { get; init; }

    /// <summary>Where it goes when nothing of the operation takes it; null: the query or the body, by the method.</summary>
    public InputPlace? Place { get; init; }

    /// <summary>Whether it is for all steps of its unit: a call that does not know it does without.</summary>
    public bool IsShared { get; init; }

    /// <summary>Whether a parameter, placeholder or template takes it.</summary>
    public bool IsUsed { get; set; }
}
