using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.Document.Steps;

/// <summary>A step of a flow.</summary>
public abstract record StepSpec(string Name, SourceSpan Span);

/// <summary>Calls a consumed operation.</summary>
public sealed record CallStepSpec(string Name, SourceSpan Span, SpannedText Call, MappingNode? With) : StepSpec(Name, Span);

/// <summary>Finds entries of an earlier step's answer by a key (reference behaviour, section 12.4).</summary>
public sealed record LookupStepSpec(
    string Name, SourceSpan Span, SpannedText Index, string Match, Node LookupValue, IReadOnlyList<string> Outputs) : StepSpec(Name, Span);

/// <summary>A step that could not be read; what refers to it is not at fault.</summary>
public sealed record FaultyStepSpec(string Name, SourceSpan Span) : StepSpec(Name, Span);

/// <summary>Runs a script; read so that the file validates, answered with "not available".</summary>
public sealed record ScriptStepSpec(string Name, SourceSpan Span) : StepSpec(Name, Span)
{
    /// <summary>The script, relative to <see cref="Location"/>.</summary>
    public SpannedText? File { get; init; }

    /// <summary>javascript, python or groovy; null: the control surface's default.</summary>
    public SpannedText? Language { get; init; }

    /// <summary>The folder of the scripts; null: the control surface's default.</summary>
    public SpannedText? Location { get; init; }

    /// <summary>Scripts that are run before it, relative to <see cref="Location"/>.</summary>
    public IReadOnlyList<SpannedText> Dependencies { get; init; } = [];

    public MappingNode? With { get; init; }
}
