namespace Naftiko.Spec.Yaml;

/// <summary>How much of a foreign text is read before it is refused. A breach is a diagnostic at the place where it happened.</summary>
public sealed record YamlBudget
{
    /// <summary>The tree is read and walked by recursion; this many levels are known to fit any thread's stack.</summary>
    public const int DepthCeiling = 1_000;

    private readonly int _maxDepth = 100;

    public static YamlBudget Default { get; } = new();

    /// <summary>Bytes of one file.</summary>
    public int MaxBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Levels of mappings and lists, aliases expanded; at most <see cref="DepthCeiling"/>.</summary>
    public int MaxDepth
    {
        get => _maxDepth;
        init
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, DepthCeiling);
            _maxDepth = value;
        }
    }

    /// <summary>Scalars (keys among them), mappings and lists, each alias counted as everything that it stands for.</summary>
    public int MaxNodes { get; init; } = 500_000;

    /// <summary>Characters of all scalars, each alias counted as everything that it stands for: what writing the tree out could take.</summary>
    public long MaxCharacters { get; init; } = 32 * 1024 * 1024;

    /// <summary>Errors of one text after which reading stops, and pieces of advice after which no more are listed.</summary>
    public int MaxReports { get; init; } = 100;
}
