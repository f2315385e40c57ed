using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;
using Naftiko.Spec.Reading;
using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec;

/// <summary>Reads a capability file: text → nodes → document.</summary>
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
        return loader.Load(path, diagnostics) is { } text && YamlParser.Parse(text, budget, diagnostics) is { } root
            ? FileReader.Read(text.Path, root, diagnostics)
            : null;
    }
}
