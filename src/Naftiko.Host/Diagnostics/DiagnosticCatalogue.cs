using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Naftiko.Host.Commands.Settings;
using Naftiko.Host.Hosting;
using Naftiko.Host.Reloading;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Diagnostics;

/// <summary>Every kind of diagnostic, in the order of docs/diagnostics.md, and what that page, which is part of the program, says about each.</summary>
internal static partial class DiagnosticCatalogue
{
    private static readonly Lazy<FrozenDictionary<string, string>> Help = new(ReadPage);

    public static readonly IReadOnlyList<DiagnosticDescriptor> All =
    [
        .. YamlDiagnostics.All, .. SourceDiagnostics.All, .. StructureDiagnostics.All, .. ReferenceDiagnostics.All, .. ImportedFileDiagnostics.All, .. ExpressionDiagnostics.All,
        .. BindDiagnostics.All, .. HostDiagnostics.All, .. ReloadDiagnostics.All, .. SettingDiagnostics.All, .. ImportDiagnostics.All, .. AdviceDiagnostics.All,
    ];

    /// <summary>What the kind means, with an example and its cure, in Markdown.</summary>
    public static string? HelpOf(DiagnosticDescriptor descriptor) => Help.Value.GetValueOrDefault(descriptor.Id);

    /// <summary>Where that can be read; null in a build that does not say where the project lives.</summary>
    public static string? HelpUriOf(DiagnosticDescriptor descriptor) =>
        ProductVersion.Repository is { } repository ? $"{repository}/blob/main/docs/diagnostics.md#{AnchorOf(descriptor)}" : null;

    /// <summary>The anchor that GitHub gives the heading: lower case, blanks to hyphens, no other punctuation.</summary>
    private static string AnchorOf(DiagnosticDescriptor descriptor)
    {
        var heading = $"{descriptor.Id} · {descriptor.Severity} · {descriptor.Title}".ToLowerInvariant();
        return string.Concat(heading.Select(c => c == ' ' ? "-" : char.IsLetterOrDigit(c) || c is '-' or '_' ? c.ToString() : ""));
    }

    private static FrozenDictionary<string, string> ReadPage()
    {
        using var stream = typeof(DiagnosticCatalogue).Assembly.GetManifestResourceStream("diagnostics.md")
            ?? throw new InvalidOperationException("The page of diagnostics is not part of the build.");
        using var reader = new StreamReader(stream);
        return Entry().Matches(reader.ReadToEnd().ReplaceLineEndings("\n"))
            .ToFrozenDictionary(entry => entry.Groups["id"].Value, entry => entry.Groups["text"].Value.Trim(), StringComparer.Ordinal);
    }

    [GeneratedRegex(@"^### (?<id>NFK\d{4})[^\n]*\n(?<text>.*?)(?=^##|\z)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Entry();
}
