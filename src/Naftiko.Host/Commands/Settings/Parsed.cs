using System.Diagnostics.CodeAnalysis;

namespace Naftiko.Host.Commands.Settings;

/// <summary>What came of reading a text: a value, or what is wrong with the text.</summary>
internal readonly record struct Parsed<T>(T? Value, string? Fault)
{
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Fault))]
    public bool IsValue => Fault is null;

    public static implicit operator Parsed<T>(T value) => new(value, null);

    public static Parsed<T> Wrong(string fault) => new(default, fault);
}
