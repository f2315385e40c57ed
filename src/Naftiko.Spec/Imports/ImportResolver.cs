using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.Imports;

/// <summary>
/// Replaces each import by the entry of the other file that it names, so that readers see one file. What cannot be resolved is reported at
/// the import and left out; everything else goes on.
/// </summary>
internal sealed class ImportResolver
{
    private static readonly string[] UnsectionedKeys = ["imports", "import"];

    private readonly ImportSources _sources;
    private readonly List<string> _former = [];

    private readonly bool _isCapability;

    private ImportResolver(ImportSources sources, bool isCapability) => (_sources, _isCapability) = (sources, isCapability);

    private DiagnosticBag Diagnostics => _sources.Diagnostics;

    /// <param name="path">The file, as diagnostics name it.</param>
    /// <param name="root">Its nodes.</param>
    /// <param name="loader">Opens what it imports.</param>
    /// <param name="budget">What each file, and all that is imported together, may cost.</param>
    /// <param name="diagnostics">Takes everything found.</param>
    public static ImportedFile Resolve(string path, MappingNode root, ISourceLoader loader, YamlBudget budget, DiagnosticBag diagnostics)
    {
        var sources = new ImportSources(loader, budget, diagnostics);
        var resolver = new ImportResolver(sources, root["capability"] is not null);
        var resolved = sources.Enter(path, root, resolver.Root);
        return new ImportedFile(resolved, resolver._former, sources.Files);
    }

    private MappingNode Root(MappingNode root)
    {
        if (root["capability"] is not MappingNode capability)
        {
            return Part(root);
        }

        var whole = new MappingNode(root.Span, [.. root.Entries.Select(e => e.Key.Text == "capability" ? e with { Value = Part(capability) } : e)]);
        return Part(whole);
    }

    /// <summary>The root or the capability block, with the imports of its sections resolved.</summary>
    private MappingNode Part(MappingNode part)
    {
        var unsectioned = Unsectioned(part);
        if (!UnsectionedKeys.Any(k => part[k] is not null) && !ImportSection.All.Any(s => Items(part[s.Key]).Any(i => ImportEntry.IsImport(s, i.Value))))
        {
            return part;
        }

        var entries = part.Entries.Where(e => !UnsectionedKeys.Contains(e.Key.Text) && !ImportSection.All.Any(s => s.Key == e.Key.Text)).ToList();
        foreach (var section in ImportSection.All)
        {
            var grafted = Section(section, part[section.Key], unsectioned);
            if (grafted.Items.Count > 0 || part[section.Key] is not null)
            {
                entries.Add(new MappingEntry(new ScalarNode(grafted.Span, section.Key, ScalarKind.Text, isPlain: true), grafted));
            }
        }

        ReportUnfound(unsectioned);
        if (_sources.IsNested || !_isCapability)
        {
            Diagnostics.Add(ImportedFileDiagnostics.Transitive, part.Span, "a file for import has imports of its own; the specification wants it to stand alone");
        }

        return new MappingNode(part.Span, entries);
    }

    private SequenceNode Section(ImportSection section, Node? written, IReadOnlyList<UnsectionedImport> unsectioned)
    {
        var entries = new List<Node>();
        var taken = Items(written).Where(i => !ImportEntry.IsImport(section, i.Value))
            .Select(i => Own(i).Namespace).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var item in Items(written))
        {
            if (!ImportEntry.IsImport(section, item.Value))
            {
                entries.Add(item.Value is MappingNode ? Own(item).Whole() : item.Value);
                continue;
            }

            if (item.Value is MappingNode node && ImportEntry.Read(node, item.Key?.Text, item.Key?.Span ?? node.Span, Diagnostics) is { } import)
            {
                entries.AddRange(Graft(section, import, taken));
            }
        }

        foreach (var import in unsectioned)
        {
            entries.AddRange(Graft(section, import, taken));
        }

        return new SequenceNode(written?.Span ?? (entries.Count > 0 ? entries[0].Span : default), entries);
    }

    /// <summary>What an import of a section stands for; a consumed API that cannot be had keeps its namespace, so that no other is taken for it.</summary>
    private IEnumerable<Node> Graft(ImportSection section, ImportEntry import, HashSet<string> taken)
    {
        var name = import.LocalNamespace?.Value ?? "";
        if (!taken.Add(name))
        {
            Diagnostics.Add(ImportedFileDiagnostics.DuplicateAlias, import.Span, $"the {section.Noun} '{name}' stands in '{section.Key}' already; this one is not imported", "give it another name with 'as'");
            return [];
        }

        var found = _sources.Open(import.Location, Root) is { } source ? Find(section, import, source) : null;
        if (found is { } entry && Renamed(entry, import) is { } node)
        {
            return [node];
        }

        return section == ImportSection.Consumes ? [new SectionEntry(name, new MappingNode(import.Span, [])).Whole()] : [];
    }

    private SectionEntry? Find(ImportSection section, ImportEntry import, MappingNode source)
    {
        var all = SectionEntry.AllOf(source, section).ToList();
        var wanted = import.Namespace ?? throw new InvalidOperationException("An import of a section names what it takes.");
        if (all.Find(e => e.Namespace == wanted.Value) is { Node: not null } exact)
        {
            return exact;
        }

        if (import.IsLoose && all is [var only])
        {
            Diagnostics.Add(ImportedFileDiagnostics.Loose, wanted.Span, $"'{import.Location.Value}' has no {section.Noun} '{wanted.Value}', but a single one, '{only.Namespace}': that is imported");
            return only;
        }

        Diagnostics.Add(ImportedFileDiagnostics.UnknownNamespace, wanted.Span,
            all.Count == 0 ? $"'{import.Location.Value}' has no '{section.Key}'" : $"'{import.Location.Value}' has no {section.Noun} '{wanted.Value}'",
            Nearest.Hint(wanted.Value, all.Select(e => e.Namespace).OfType<string>()));
        return null;
    }

    private MappingNode? Renamed(SectionEntry found, ImportEntry import)
    {
        if (!_sources.TryTake(found.Node))
        {
            Diagnostics.Add(ImportedFileDiagnostics.TooMuch, import.Span, "the imports of this file bring more than one file may hold; this one is left out");
            return null;
        }

        if (import.LocalNamespace is not { } local || local.Value == found.Namespace)
        {
            return found.Whole();
        }

        _former.Add(found.Namespace ?? "");
        return found.Under(local.Value, local.Span);
    }

    /// <summary>The entries of <c>imports</c>, which do not say what section they are about.</summary>
    private List<UnsectionedImport> Unsectioned(MappingNode part)
    {
        var imports = new List<UnsectionedImport>();
        foreach (var key in UnsectionedKeys)
        {
            var written = part[key];
            if (written is not null)
            {
                Diagnostics.AddOnce(AdviceDiagnostics.PublishedSpelling, written.Span, $"'{key}' is read as imports in the sections that they bring something to");
            }

            foreach (var item in written is MappingNode single ? [single] : Items(written).Select(i => i.Value))
            {
                if (ImportEntry.ReadUnsectioned(item, Diagnostics) is { } entry && _sources.Open(entry.Location, Root) is { } source)
                {
                    imports.Add(new UnsectionedImport(entry, source));
                }
            }
        }

        return imports;
    }

    /// <summary>What an entry of <c>imports</c> brings to a section: what it names, else everything that can be called. Surfaces must be named.</summary>
    private IEnumerable<Node> Graft(ImportSection section, UnsectionedImport import, HashSet<string> taken)
    {
        var entry = import.Entry;
        foreach (var found in SectionEntry.AllOf(import.Source, section))
        {
            if (entry.Namespace is { } wanted ? wanted.Value != found.Namespace : section.Key is "exposes" or "binds")
            {
                continue;
            }

            import.IsUsed = true;
            var name = entry.LocalNamespace?.Value ?? found.Namespace ?? "";
            if (!taken.Add(name))
            {
                Diagnostics.Add(ImportedFileDiagnostics.DuplicateAlias, entry.Span, $"the {section.Noun} '{name}' stands in '{section.Key}' already; this one is not imported", "give it another name with 'as'");
            }
            else if (Renamed(found, entry) is { } node)
            {
                yield return node;
            }
        }
    }

    private void ReportUnfound(IReadOnlyList<UnsectionedImport> imports)
    {
        foreach (var import in imports.Where(i => !i.IsUsed))
        {
            var names = ImportSection.All.SelectMany(s => SectionEntry.AllOf(import.Source, s)).Select(e => e.Namespace).OfType<string>();
            var wanted = import.Entry.Namespace;
            Diagnostics.Add(ImportedFileDiagnostics.UnknownNamespace, wanted?.Span ?? import.Entry.Span,
                wanted is { } name ? $"'{import.Entry.Location.Value}' has nothing of the namespace '{name.Value}'" : $"'{import.Entry.Location.Value}' has nothing to import",
                wanted is { } near ? Nearest.Hint(near.Value, names) : null);
        }
    }

    private static SectionEntry Own((ScalarNode? Key, Node Value) item) =>
        item.Value is MappingNode node ? new SectionEntry((node["namespace"] as ScalarNode)?.Text ?? item.Key?.Text, node) : default;

    private static IEnumerable<(ScalarNode? Key, Node Value)> Items(Node? section) => section switch
    {
        SequenceNode list => list.Items.Select(i => ((ScalarNode?)null, i)),
        MappingNode map => map.Entries.Select(e => ((ScalarNode?)e.Key, e.Value)),
        null or ScalarNode { IsNull: true } => [],
        var other => [(null, other)],
    };
}
