using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.OpenApi.References;

/// <summary>An OpenAPI document and the files that its references lead to. Whoever imports it reads them, one after the other, within the limits set here.</summary>
public sealed class OpenApiFiles
{
    private const int MaxFiles = 500;

    private readonly Dictionary<string, Node?> _files = new(StringComparer.Ordinal);
    private readonly Queue<OpenApiReference> _pending = [];
    private readonly YamlBudget _budget;
    private readonly DiagnosticBag _diagnostics;
    private long _charactersLeft;

    private OpenApiFiles(SourceText document, MappingNode root, YamlBudget budget, DiagnosticBag diagnostics)
    {
        Address = AddressOf(document.Path, "");
        Root = root;
        _budget = budget;
        _diagnostics = diagnostics;
        _charactersLeft = budget.MaxBytes - document.Text.Length;
        _files.Add(Address, root);
        AddReferences(root);
    }

    /// <summary>The document's own address.</summary>
    internal string Address { get; }

    internal MappingNode Root { get; }

    /// <summary>Begins with a document; null, with an error, when it is none.</summary>
    /// <param name="document">Its text; where it was fetched, its path is the URL.</param>
    /// <param name="budget">What all files together may cost.</param>
    /// <param name="diagnostics">Takes what is wrong with any of them.</param>
    public static OpenApiFiles? Open(SourceText document, YamlBudget budget, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(budget);
        ArgumentNullException.ThrowIfNull(diagnostics);
        if (YamlParser.Parse(document, budget, diagnostics) is not { } root)
        {
            return null;
        }

        if (root is MappingNode mapping && (mapping["openapi"] ?? mapping["swagger"]) is not null)
        {
            return new OpenApiFiles(document, mapping, budget, diagnostics);
        }

        diagnostics.Add(ImportDiagnostics.NotOpenApi, root.Span, "neither 'openapi' nor 'swagger' stands at the root: this is no OpenAPI document");
        return null;
    }

    /// <summary>The next file to read and to <see cref="Add"/>; null when all are there.</summary>
    public OpenApiReference? Next() => _pending.TryDequeue(out var reference) ? reference : null;

    /// <summary>Adds a file that <see cref="Next"/> asked for.</summary>
    /// <param name="reference">What was asked for.</param>
    /// <param name="text">Its text; null (reported there) when it cannot be had.</param>
    public void Add(OpenApiReference reference, SourceText? text)
    {
        ArgumentNullException.ThrowIfNull(reference);
        if (text is null)
        {
            return;
        }

        _charactersLeft -= text.Text.Length;
        if (_charactersLeft < 0)
        {
            _diagnostics.Add(ImportDiagnostics.TooLarge, reference.Span, "the document and the files that it refers to are too large together; this one is left out");
            return;
        }

        if (YamlParser.Parse(text, _budget, _diagnostics) is { } root)
        {
            _files[reference.Address] = root;
            AddReferences(root);
        }
    }

    /// <summary>The address of a file that is named in another one.</summary>
    /// <param name="file">The path or URL of the file that names it.</param>
    /// <param name="location">As it is written; "": the file itself.</param>
    internal static string AddressOf(string file, string location)
    {
        if (Uri.TryCreate(file, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
        {
            return Uri.TryCreate(url, location, out var absolute) ? absolute.GetLeftPart(UriPartial.Query) : location;
        }

        var full = Path.GetFullPath(file);
        return location.Length == 0 ? full : Path.GetFullPath(Uri.UnescapeDataString(location), Path.GetDirectoryName(full) ?? full);
    }

    /// <summary>The part of a file that a JSON pointer leads to; null when there is none, or no such file.</summary>
    internal Node? Find(string address, string pointer)
    {
        var node = _files.GetValueOrDefault(address);
        foreach (var token in pointer.Split('/').Skip(1))
        {
            node = PointerPlaces.Step(node, PointerPlaces.Unescape(token));
        }

        return node;
    }

    private void AddReferences(Node node)
    {
        foreach (var reference in References(node))
        {
            var location = reference.Text.Split('#')[0];
            var address = location.Length == 0 ? Address : AddressOf(reference.Span.File, location);
            if (_files.Count < MaxFiles && location.Length > 0 && _files.TryAdd(address, null))
            {
                _pending.Enqueue(new OpenApiReference(address, Uri.UnescapeDataString(location), reference.Span));
            }
        }
    }

    private static IEnumerable<ScalarNode> References(Node node)
    {
        var open = new Stack<Node>([node]);
        while (open.TryPop(out var next))
        {
            if (next is MappingNode mapping && mapping["$ref"] is ScalarNode { IsNull: false } reference)
            {
                yield return reference;
            }

            foreach (var child in next switch
            {
                MappingNode map => map.Entries.Where(e => !ReferenceBundle.IsData(e.Key.Text)).Select(e => e.Value),
                SequenceNode list => list.Items,
                _ => Enumerable.Empty<Node>(),
            })
            {
                open.Push(child);
            }
        }
    }
}
