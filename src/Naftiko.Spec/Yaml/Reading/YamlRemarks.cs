using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;

namespace Naftiko.Spec.Yaml.Reading;

/// <summary>Advice on what is read as it is written, and perhaps not as it is meant.</summary>
internal static class YamlRemarks
{
    /// <summary>A word that was a boolean in YAML 1.1.</summary>
    public static void FormerBoolean(YamlReports reports, string word, SourceSpan span) =>
        reports.Add(YamlDiagnostics.FormerBoolean, span, $"'{word}' is text in YAML 1.2, a boolean in YAML 1.1", "quote it, or write true or false");
}
