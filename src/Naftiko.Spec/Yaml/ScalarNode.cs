using Naftiko.Spec.Sources;

namespace Naftiko.Spec.Yaml;

/// <summary>A YAML scalar: its text as written (escapes and folding resolved) and its type.</summary>
/// <param name="span">The place.</param>
/// <param name="text">The text; "" for an empty plain scalar.</param>
/// <param name="kind">The type; quoted and block scalars are text unless tagged otherwise.</param>
/// <param name="isPlain">Whether it was written without quotes and not as a block.</param>
public sealed class ScalarNode(SourceSpan span, string text, ScalarKind kind, bool isPlain) : Node(span)
{
    public string Text { get; } = text;

    public ScalarKind Kind { get; } = kind;

    public bool IsPlain { get; } = isPlain;

    public bool IsNull => Kind == ScalarKind.Null;

    public override string Describe() => Kind switch
    {
        ScalarKind.Null => "nothing",
        ScalarKind.Boolean => "a boolean",
        ScalarKind.Integer or ScalarKind.Float => "a number",
        _ => "text",
    };
}
