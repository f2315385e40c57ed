using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;
using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.Imports;

/// <summary>The files that one file imports from: each is read once, cycles end, and what they bring together is limited.</summary>
internal sealed class ImportSources(ISourceLoader loader, YamlBudget budget, DiagnosticBag diagnostics)
{
    // Deep enough for any layering of files; links that lead in circles end here.
    private const int MaxDepth = 16;

    private readonly Dictionary<string, MappingNode?> _resolved = new(StringComparer.Ordinal);
    private readonly List<string> _open = [];
    private long _nodesLeft = budget.MaxNodes;

    public DiagnosticBag Diagnostics => diagnostics;

    /// <summary>Whether an imported file is being resolved.</summary>
    public bool IsNested => _open.Count > 1;

    /// <summary>The files that were read, their imports resolved.</summary>
    public IReadOnlyList<MappingNode> Files => [.. _resolved.Values.OfType<MappingNode>()];

    /// <summary>Resolves the imports of a file while it counts as open, so that whoever imports it from within is a cycle.</summary>
    public MappingNode Enter(string path, MappingNode root, Func<MappingNode, MappingNode> resolve)
    {
        _open.Add(Path.GetFullPath(path));
        var resolved = resolve(root);
        _open.RemoveAt(_open.Count - 1);
        return resolved;
    }

    /// <summary>The file that a location names, its own imports resolved; null (reported there) when it cannot be had.</summary>
    public MappingNode? Open(SpannedText location, Func<MappingNode, MappingNode> resolve)
    {
        if (loader.Load(location.Value, location.Span, diagnostics) is not { } text)
        {
            return null;
        }

        var path = Path.GetFullPath(text.Path);
        if (_resolved.TryGetValue(path, out var known))
        {
            return known ?? Unreadable(location);
        }

        var at = _open.IndexOf(path);
        if (at >= 0)
        {
            var way = string.Join(" → ", _open[at..].Append(path).Select(Path.GetFileName));
            diagnostics.Add(ImportedFileDiagnostics.Cycle, location.Span, at == _open.Count - 1 ? "the file imports itself" : $"the import leads back to where it began: {way}");
            return null;
        }

        if (_open.Count > MaxDepth)
        {
            diagnostics.Add(ImportedFileDiagnostics.TooMuch, location.Span, $"imports nest deeper than {MaxDepth} files");
            return null;
        }

        _resolved[path] = YamlParser.Parse(text, budget, diagnostics) is MappingNode root ? Enter(path, root, resolve) : null;
        return _resolved[path] ?? Unreadable(location);
    }

    /// <summary>Whether what an import brings still fits the limit of one file.</summary>
    public bool TryTake(Node node)
    {
        _nodesLeft -= Count(node, _nodesLeft);
        return _nodesLeft >= 0;
    }

    private MappingNode? Unreadable(SpannedText location)
    {
        diagnostics.Add(ImportedFileDiagnostics.Unreadable, location.Span, $"'{location.Value}' holds no mapping that could be imported from");
        return null;
    }

    /// <summary>The nodes of a tree; stops behind <paramref name="limit"/>.</summary>
    private static long Count(Node node, long limit)
    {
        var count = 1L;
        foreach (var child in Children(node))
        {
            if (count > limit)
            {
                break;
            }

            count += Count(child, limit - count);
        }

        return count;
    }

    private static IEnumerable<Node> Children(Node node) => node switch
    {
        MappingNode mapping => mapping.Entries.Select(e => e.Value),
        SequenceNode list => list.Items,
        _ => [],
    };
}
