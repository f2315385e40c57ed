namespace Naftiko.Spec.Document;

/// <summary>The <c>info</c> block.</summary>
public sealed record InfoSpec
{
    /// <summary><c>display</c>, <c>label</c> or <c>title</c>.</summary>
    public string? Title { get; init; }

    public string? Description { get; init; }

    public string? Version { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];
}
