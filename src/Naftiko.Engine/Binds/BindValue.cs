using System.Diagnostics.CodeAnalysis;

namespace Naftiko.Engine.Binds;

/// <summary>One declared variable with its value, or with the reason why it has none. Prints as <c>{{name}}</c>, never as its value.</summary>
public sealed class BindValue
{
    internal BindValue(string? ns, string variable, string source, BindLookup lookup)
    {
        Namespace = ns;
        Variable = variable;
        Source = source;
        Value = lookup.Value;
        MissingReason = lookup.Missing;
    }

    public string? Namespace { get; }

    public string Variable { get; }

    /// <summary>The only file whose templates see it; null: all of them do.</summary>
    internal string? Scope { get; init; }

    /// <summary>Where the value comes from, for messages: "the environment", a file's path.</summary>
    public string Source { get; }

    /// <summary>The value: a secret. Null when it is missing.</summary>
    public string? Value { get; }

    /// <summary>Why there is no value, as the rest of a sentence; null when there is one.</summary>
    public string? MissingReason { get; }

    [MemberNotNullWhen(false, nameof(Value))]
    [MemberNotNullWhen(true, nameof(MissingReason))]
    public bool IsMissing => Value is null;

    /// <summary><c>namespace.VARIABLE</c>, or the variable alone.</summary>
    public string Name => Namespace is null ? Variable : $"{Namespace}.{Variable}";

    public override string ToString() => $"{{{{{Name}}}}}";
}
