using System.Diagnostics.CodeAnalysis;

namespace Naftiko.Engine.Binds;

/// <summary>The answer of a source: a value, or why there is none. Not a record: it must not print its value.</summary>
public readonly struct BindLookup
{
    private BindLookup(string? value, string? missing)
    {
        Value = value;
        Missing = missing;
    }

    public string? Value { get; }

    /// <summary>Why there is no value, as the rest of a sentence; null when there is one.</summary>
    public string? Missing { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsFound => Value is not null;

    public static BindLookup Found(string value) => new(value, null);

    public static BindLookup NotFound(string reason) => new(null, reason);

    public override string ToString() => Missing ?? "found";
}
