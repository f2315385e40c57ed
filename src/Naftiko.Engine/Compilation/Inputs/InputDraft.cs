using Naftiko.Engine.Expressions;
using Naftiko.Engine.Inputs;
using Naftiko.Spec.Document.Parameters;

namespace Naftiko.Engine.Compilation.Inputs;

/// <summary>An input while its unit is being compiled: what it feeds decides what is not declared.</summary>
internal sealed class InputDraft(int slot, string name, InputParameterSpec? declared)
{
    public int Slot => slot;

    public string Name => name;

    /// <summary>The declaration; null for an inferred input.</summary>
    public InputParameterSpec? Declared => declared;

    /// <summary>The place that a reference names: <c>rest.query.x</c>.</summary>
    public InputPlace? ReferencePlace { get; set; }

    /// <summary>Where the first consumed parameter that it feeds stands.</summary>
    public InputPlace? FedPlace { get; private set; }

    /// <summary>The first consumed parameter that it feeds; null when none declares it.</summary>
    public InputParameterSpec? Fed { get; private set; }

    public bool FeedsPath { get; private set; }

    public bool FeedsBody { get; private set; }

    /// <summary>Whether what it feeds cannot do without it.</summary>
    public bool IsNeeded { get; set; }

    /// <summary>Whether it stands in for a configured credential, which it then overrides.</summary>
    public bool OverridesCredential { get; set; }

    /// <summary>Whether it is the whole body of a request whose body is text.</summary>
    public bool IsTextBody { get; set; }

    public InputExpression Expression { get; } = new(slot, name);

    /// <summary>Notes that the input is sent where no parameter is declared: that says nothing about where the caller gives it.</summary>
    public void FeedStray(InputPlace place) => FeedsBody |= place == InputPlace.BodyField;

    /// <summary>Notes a consumed parameter that the input feeds; the first one counts for type, description and place.</summary>
    public void Feed(InputPlace place, InputParameterSpec? parameter)
    {
        FeedsPath |= place == InputPlace.Path;
        FeedsBody |= place is InputPlace.Body or InputPlace.BodyField;
        FedPlace ??= place;
        Fed ??= parameter;
    }
}
