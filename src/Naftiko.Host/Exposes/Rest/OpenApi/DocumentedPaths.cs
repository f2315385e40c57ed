using System.Globalization;
using Naftiko.Engine.Exposes;

namespace Naftiko.Host.Exposes.Rest.OpenApi;

/// <summary>
/// Arranges a surface's operations as OpenAPI wants them: one item per path, paths that differ in placeholders' names only being one, and one
/// operation per method. Constants of a query become required parameters; where two operations differ in nothing else, the query stays in the key.
/// </summary>
internal sealed class DocumentedPaths
{
    private readonly Dictionary<string, (string Key, IReadOnlyList<string> Names, List<DocumentedOperation> Operations)> _items = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _lastNumbers = new(StringComparer.Ordinal);

    public static IEnumerable<DocumentedPathItem> Of(RestExposure exposure)
    {
        var paths = new DocumentedPaths();
        foreach (var operation in exposure.Operations)
        {
            paths.Add(operation);
        }

        return paths._order.Select(signature => new DocumentedPathItem(paths._items[signature].Key, paths._items[signature].Operations));
    }

    private void Add(RestOperation operation)
    {
        var path = DocumentedPath.Parse(operation.Path);
        if (!TryAdd(operation, path, path.Signature, path.Template, path.Constants) && path.Query.Length > 0)
        {
            TryAdd(operation, path, $"{path.Signature}?{path.Query}", $"{path.Template}?{path.Query}", []);
        }
    }

    /// <summary>False when the path has an operation of this method already: the first of equal routes is the one that answers.</summary>
    private bool TryAdd(RestOperation operation, DocumentedPath path, string signature, string key, IReadOnlyList<KeyValuePair<string, string?>> constants)
    {
        if (!_items.TryGetValue(signature, out var item))
        {
            item = (key, path.Names, []);
            _items.Add(signature, item);
            _order.Add(signature);
        }

        if (item.Operations.Exists(o => o.Operation.Method == operation.Method))
        {
            return false;
        }

        var placeholders = path.Names.Zip(item.Names, KeyValuePair.Create).DistinctBy(p => p.Key, StringComparer.Ordinal);
        item.Operations.Add(new DocumentedOperation(operation, Id(operation, path), [.. placeholders], constants));
        return true;
    }

    private string Id(RestOperation operation, DocumentedPath path)
    {
        var name = operation.Name is { Length: > 0 } given ? given : NameOf(operation.Method, path.Template);
        if (_ids.Add(name))
        {
            return name;
        }

        // Going on from the last number keeps many equal names from being many more attempts.
        for (var number = _lastNumbers.GetValueOrDefault(name, 1) + 1; ; number++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{name}-{number}");
            if (_ids.Add(id))
            {
                _lastNumbers[name] = number;
                return id;
            }
        }
    }

    /// <summary>The method and the words of the path, for an operation without a name.</summary>
    private static string NameOf(string method, string path) =>
        string.Join('-', [method.ToLowerInvariant(), .. path.Split(['/', '{', '}', '.'], StringSplitOptions.RemoveEmptyEntries)]);
}
