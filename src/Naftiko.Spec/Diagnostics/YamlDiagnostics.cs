namespace Naftiko.Spec.Diagnostics;

/// <summary>What can be wrong with a text as YAML, whatever it is about.</summary>
public static class YamlDiagnostics
{
    /// <summary>The text is not YAML; nothing of it is used.</summary>
    public static readonly DiagnosticDescriptor Syntax = new("NFK1001", Severity.Error, "YAML syntax");

    /// <summary>A mapping has the same key twice; the first one stands in the tree.</summary>
    public static readonly DiagnosticDescriptor DuplicateKey = new("NFK1002", Severity.Error, "Duplicate key");

    /// <summary>A key is a mapping or a list.</summary>
    public static readonly DiagnosticDescriptor NonScalarKey = new("NFK1003", Severity.Error, "Key is not text");

    /// <summary>An alias names an anchor that does not stand before it.</summary>
    public static readonly DiagnosticDescriptor UnknownAlias = new("NFK1004", Severity.Error, "Unknown alias");

    /// <summary>An alias stands inside the node that it names.</summary>
    public static readonly DiagnosticDescriptor RecursiveAlias = new("NFK1005", Severity.Error, "Alias inside its own anchor");

    /// <summary>The value of a merge key is neither a mapping nor a list of mappings.</summary>
    public static readonly DiagnosticDescriptor MergeValue = new("NFK1006", Severity.Error, "Merge of something that is not a mapping");

    /// <summary>A core schema tag and its value do not agree, for example <c>!!int x</c>.</summary>
    public static readonly DiagnosticDescriptor TagMismatch = new("NFK1007", Severity.Error, "Value does not fit its tag");

    /// <summary>A tag outside the core schema has no meaning here.</summary>
    public static readonly DiagnosticDescriptor UnknownTag = new("NFK1008", Severity.Warning, "Unknown tag");

    /// <summary>Only the first document of a file is read.</summary>
    public static readonly DiagnosticDescriptor SecondDocument = new("NFK1009", Severity.Warning, "Second document");

    /// <summary>YAML 1.1 read this plain text as a boolean, YAML 1.2 does not.</summary>
    public static readonly DiagnosticDescriptor FormerBoolean = new("NFK1010", Severity.Info, "Unquoted YAML 1.1 boolean");

    /// <summary>
    /// The text is larger than <see cref="Yaml.YamlBudget.MaxBytes"/>, or than <see cref="Yaml.YamlBudget.MaxCharacters"/> once
    /// aliases are expanded.
    /// </summary>
    public static readonly DiagnosticDescriptor TooLarge = new("NFK1011", Severity.Error, "Text too large");

    /// <summary>Deeper than <see cref="Yaml.YamlBudget.MaxDepth"/>.</summary>
    public static readonly DiagnosticDescriptor TooDeep = new("NFK1012", Severity.Error, "Nested too deeply");

    /// <summary>More nodes than <see cref="Yaml.YamlBudget.MaxNodes"/>, aliases counted as what they stand for.</summary>
    public static readonly DiagnosticDescriptor TooManyNodes = new("NFK1013", Severity.Error, "Too many nodes");

    /// <summary>More faults than <see cref="Yaml.YamlBudget.MaxReports"/>; reading stopped.</summary>
    public static readonly DiagnosticDescriptor TooManyErrors = new("NFK1014", Severity.Error, "Too many errors");

    /// <summary>More advice than <see cref="Yaml.YamlBudget.MaxReports"/>; the rest is not listed.</summary>
    public static readonly DiagnosticDescriptor MoreAdvice = new("NFK1015", Severity.Info, "More advice than is listed");

    /// <summary>A NUL character, which no YAML text may hold (YAML 1.2 section 5.1).</summary>
    public static readonly DiagnosticDescriptor NulCharacter = new("NFK1016", Severity.Error, "NUL character");

    /// <summary>All of them, for the catalogue.</summary>
    public static readonly IReadOnlyList<DiagnosticDescriptor> All =
    [
        Syntax, DuplicateKey, NonScalarKey, UnknownAlias, RecursiveAlias, MergeValue, TagMismatch, UnknownTag, SecondDocument, FormerBoolean, TooLarge,
        TooDeep, TooManyNodes, TooManyErrors, MoreAdvice, NulCharacter,
    ];
}
