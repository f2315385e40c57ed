using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;
using Naftiko.Spec.Imports;
using Naftiko.Spec.Reading;
using Naftiko.Spec.Rules;
using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec;

/// <summary>Reads a capability file: text → nodes → imports → document → rules.</summary>
public static class CapabilityReader
{
    /// <summary>The document, or null when the text is no YAML or no capability file; the bag says why.</summary>
    /// <param name="path">The file, as diagnostics name it.</param>
    /// <param name="loader">Opens it, and later what it names.</param>
    /// <param name="budget">What the text may cost.</param>
    /// <param name="diagnostics">Takes everything found.</param>
    public static CapabilityFile? Read(string path, ISourceLoader loader, YamlBudget budget, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(loader);
        ArgumentNullException.ThrowIfNull(budget);
        ArgumentNullException.ThrowIfNull(diagnostics);
        if (loader.Load(path, diagnostics) is not { } text || YamlParser.Parse(text, budget, diagnostics) is not { } root)
        {
            return null;
        }

        // Only what calls itself a capability file may name other files.
        if (!FileReader.IsCapabilityFile(root) || root is not MappingNode mapping)
        {
            return FileReader.Read(text.Path, root, diagnostics);
        }

        var file = FileReader.Read(text.Path, ImportResolver.Resolve(text.Path, mapping, loader, budget, diagnostics), diagnostics);
        RuleSet.Check(file, diagnostics);
        return file;
    }
}
