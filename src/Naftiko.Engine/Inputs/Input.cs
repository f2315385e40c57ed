using System.Text.RegularExpressions;
using Naftiko.Engine.Expressions;
using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Inputs;

/// <summary>An input of an exposed unit, declared or inferred.</summary>
public sealed class Input
{
    /// <summary>The index in <see cref="Invocation.Inputs"/>.</summary>
    public required int Slot { get; init; }

    public required string Name { get; init; }

    /// <summary>The JSON Schema type; null: any value.</summary>
    public string? Type { get; init; }

    /// <summary>The type of an array's elements; null: any.</summary>
    public string? ItemsType { get; init; }

    public string? Description { get; init; }

    public bool IsRequired { get; init; }

    /// <summary>The values allowed, as text; empty: all.</summary>
    public IReadOnlyList<string> Allowed { get; init; } = [];

    /// <summary>What text values match.</summary>
    public Regex? Pattern { get; init; }

    /// <summary>What stands in when the caller leaves it out.</summary>
    public Expression? Default { get; init; }

    /// <summary>Whether it is the whole body: any JSON, and over REST bytes of any type.</summary>
    public bool IsWholeBody { get; init; }

    /// <summary>Where a REST request carries it.</summary>
    public InputPlace Place { get; init; }

    /// <summary>What it is called there: the exposed path's placeholder may be spelled otherwise.</summary>
    public required string PlaceName { get; init; }

    /// <summary>Whether a JSON null is a value rather than "left out": what feeds a body field.</summary>
    public bool KeepsNull { get; init; }
}
