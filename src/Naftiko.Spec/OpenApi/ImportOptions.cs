using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.OpenApi;

/// <summary>What the operator decides about an import.</summary>
public sealed record ImportOptions
{
    /// <summary>The namespace of the consumed API; null: from the document's title.</summary>
    public string? Namespace { get; init; }

    /// <summary>Where the document was fetched from, which relative server URLs are relative to; null for a file.</summary>
    public Uri? Origin { get; init; }

    /// <summary>What the document's text may cost. Descriptions of large APIs are larger than capability files.</summary>
    public YamlBudget Budget { get; init; } = new() { MaxBytes = 64 * 1024 * 1024, MaxNodes = 5_000_000, MaxDepth = 60 };
}
