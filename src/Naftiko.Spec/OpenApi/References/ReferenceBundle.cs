using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.OpenApi.References;

/// <summary>
/// Makes one document of several: what references into other files lead to is put into their place, but for schemas, which may hold themselves and
/// become schemas of the document.
/// </summary>
internal sealed class ReferenceBundle
{
    private const int MaxDepth = 32;

    private static readonly string[] SchemaMaps = ["properties", "patternProperties", "definitions", "$defs", "dependentSchemas", "schemas"];
    private static readonly string[] SchemaPlaces =
        ["schema", "items", "additionalProperties", "additionalItems", "unevaluatedItems", "unevaluatedProperties", "not", "if", "then", "else", "contains", "propertyNames"];

    private static readonly string[] SchemaLists = ["allOf", "oneOf", "anyOf", "prefixItems"];
    private static readonly string[] Values = ["example", "examples", "default", "enum", "const"];

    private readonly OpenApiFiles _files;
    private readonly DiagnosticBag _diagnostics;
    private readonly bool _isSwagger2;
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken;
    private readonly Queue<(string Name, string Address, string Pointer)> _waiting = [];
    private readonly List<string> _open = [];
    private long _nodesLeft;

    private ReferenceBundle(OpenApiFiles files, long maxNodes, DiagnosticBag diagnostics)
    {
        _files = files;
        _diagnostics = diagnostics;
        _nodesLeft = maxNodes;
        _isSwagger2 = files.Root["swagger"] is not null;
        _taken = [.. (Schemas(files.Root)?.Entries ?? []).Select(e => e.Key.Text)];
    }

    private enum Place
    {
        /// <summary>Anything that cannot hold itself: it is put into its place.</summary>
        Part,
        Schema,
        SchemaMap,
    }

    /// <summary>The document without references into other files; itself when it has none.</summary>
    /// <param name="files">The document, and what was read for it.</param>
    /// <param name="maxNodes">How much may be put into it.</param>
    /// <param name="diagnostics">Takes what leads nowhere.</param>
    public static MappingNode Build(OpenApiFiles files, long maxNodes, DiagnosticBag diagnostics)
    {
        var bundle = new ReferenceBundle(files, maxNodes, diagnostics);
        var root = (MappingNode)bundle.Rewrite(files.Root, Place.Part, files.Address);
        var added = new List<MappingEntry>();
        while (bundle._waiting.TryDequeue(out var next))
        {
            if (bundle.Target(next.Address, next.Pointer) is { } schema)
            {
                added.Add(new MappingEntry(MappingDraft.Text(next.Name), bundle.Rewrite(schema, Place.Schema, next.Address)));
            }
        }

        return added.Count == 0 ? root : bundle.WithSchemas(root, added);
    }

    /// <summary>Whether the key holds data of the API rather than something of the description.</summary>
    public static bool IsData(string key) => Values.Contains(key) || key.StartsWith("x-", StringComparison.Ordinal);

    private MappingNode? Schemas(MappingNode root) => (_isSwagger2 ? root["definitions"] : (root["components"] as MappingNode)?["schemas"]) as MappingNode;

    private Node Rewrite(Node node, Place place, string address) => node switch
    {
        MappingNode mapping when place != Place.SchemaMap && mapping["$ref"] is ScalarNode { IsNull: false } reference => Follow(mapping, reference, place, address),
        MappingNode mapping => new MappingNode(mapping.Span, [.. mapping.Entries.Select(e => IsData(e.Key.Text) && place != Place.SchemaMap ? e : Rewrite(e, place, address))]),
        SequenceNode list => new SequenceNode(list.Span, [.. list.Items.Select(item => Rewrite(item, place, address))]),
        _ => node,
    };

    private MappingEntry Rewrite(MappingEntry entry, Place place, string address) => new(entry.Key, Rewrite(entry.Value, PlaceOf(entry.Key.Text, place), address));

    private static Place PlaceOf(string key, Place outer) => outer switch
    {
        Place.SchemaMap => Place.Schema,
        _ when SchemaMaps.Contains(key) => Place.SchemaMap,
        Place.Part => key == "schema" ? Place.Schema : Place.Part,
        _ => SchemaPlaces.Contains(key) || SchemaLists.Contains(key) ? Place.Schema : Place.Part,
    };

    private Node Follow(MappingNode mapping, ScalarNode reference, Place place, string address)
    {
        var parts = reference.Text.Split('#', 2);
        var target = parts[0].Length == 0 ? address : OpenApiFiles.AddressOf(reference.Span.File, parts[0]);
        var pointer = parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "";
        if (target == _files.Address && IsOwn(pointer))
        {
            return address == target ? mapping : Refer(mapping, "#" + pointer);
        }

        var key = $"{target}#{pointer}";
        if (place == Place.Schema && _files.Find(target, pointer) is not null)
        {
            return Refer(mapping, $"{(_isSwagger2 ? "#/definitions/" : "#/components/schemas/")}{Name(key, target, pointer)}");
        }

        if (place == Place.Schema || _open.Count == MaxDepth || _open.Contains(key) || Target(target, pointer) is not { } found)
        {
            _diagnostics.Add(ImportDiagnostics.Unresolved, reference.Span, $"'{reference.Text}' leads to nothing that can be put here; what refers to it does without",
                _files.Find(target, "") is not null ? null : "files beside the document are read; others with --allow-path");
            return new MappingNode(mapping.Span, []);
        }

        _open.Add(key);
        var rewritten = Rewrite(found, place, target);
        _open.RemoveAt(_open.Count - 1);
        return rewritten;
    }

    /// <summary>Whether the reader of the document follows the reference by itself: it leads to a named component.</summary>
    private bool IsOwn(string pointer) => pointer.Split('/') is var tokens && (_isSwagger2
        ? tokens is ["", "definitions" or "parameters" or "responses", _]
        : tokens is ["", "components", _, _]);

    /// <summary>The name that a schema of another file, or deep in this one, has among the document's schemas.</summary>
    private string Name(string key, string address, string pointer)
    {
        if (_names.TryGetValue(key, out var known))
        {
            return known;
        }

        var last = pointer.Length == 0 ? Path.GetFileNameWithoutExtension(address) : PointerPlaces.Unescape(pointer[(pointer.LastIndexOf('/') + 1)..]);
        var wanted = string.Concat(last.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '_'));
        var name = wanted;
        for (var number = 2; !_taken.Add(name); number++)
        {
            name = $"{wanted}-{number}";
        }

        _names.Add(key, name);
        _waiting.Enqueue((name, address, pointer));
        return name;
    }

    private Node? Target(string address, string pointer)
    {
        if (_files.Find(address, pointer) is not { } found)
        {
            return null;
        }

        _nodesLeft -= Count(found);
        return _nodesLeft >= 0 ? found : null;
    }

    private static long Count(Node node) => 1 + node switch
    {
        MappingNode mapping => mapping.Entries.Sum(e => Count(e.Value)),
        SequenceNode list => list.Items.Sum(Count),
        _ => 0,
    };

    /// <summary>OpenAPI 3.1 lets other keys stand beside a reference; they stay.</summary>
    private static MappingNode Refer(MappingNode mapping, string reference) =>
        new(mapping.Span, [.. mapping.Entries.Select(e => e.Key.Text == "$ref" ? new MappingEntry(e.Key, MappingDraft.Text(reference)) : e)]);

    private MappingNode WithSchemas(MappingNode root, List<MappingEntry> added)
    {
        var schemas = new MappingNode(root.Span, [.. Schemas(root)?.Entries ?? [], .. added]);
        if (_isSwagger2)
        {
            return With(root, "definitions", schemas);
        }

        var components = root["components"] as MappingNode ?? new MappingNode(root.Span, []);
        return With(root, "components", With(components, "schemas", schemas));
    }

    private static MappingNode With(MappingNode mapping, string key, Node value) =>
        new(mapping.Span, [.. mapping.Entries.Where(e => e.Key.Text != key), new MappingEntry(MappingDraft.Text(key), value)]);
}
