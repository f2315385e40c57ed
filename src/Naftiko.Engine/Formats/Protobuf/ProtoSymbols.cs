using Naftiko.Spec.Sources;

namespace Naftiko.Engine.Formats.Protobuf;

/// <summary>The types of a schema and its imports by full name, and the fields whose types are to be linked once all are known.</summary>
internal sealed class ProtoSymbols
{
    private readonly Dictionary<string, ProtoType> _types = new(StringComparer.Ordinal);
    private readonly List<(ProtoField Field, string Scope, SourceText Source)> _open = [];

    /// <exception cref="SchemaException">The name is taken.</exception>
    public void Add(string fullName, ProtoType type, int offset)
    {
        if (!_types.TryAdd(fullName, type))
        {
            throw new SchemaException($"'{fullName}' is declared twice", offset);
        }
    }

    public void ToLink(ProtoField field, string scope, SourceText source) => _open.Add((field, scope, source));

    /// <summary>Links every field; gives those whose types nobody declares.</summary>
    public IReadOnlyList<(ProtoField Field, SourceText Source)> Link()
    {
        var unknown = new List<(ProtoField, SourceText)>();
        foreach (var (field, scope, source) in _open)
        {
            if (Find(field.TypeName, scope) is { } type)
            {
                field.Link(type);
            }
            else
            {
                unknown.Add((field, source));
            }
        }

        return unknown;
    }

    /// <summary>The messages of that full name, or whose name ends with it.</summary>
    public IReadOnlyList<ProtoMessage> Messages(string name) =>
        _types.GetValueOrDefault(name) is ProtoMessage exact
            ? [exact]
            : [.. _types.Where(t => t.Key.EndsWith('.' + name, StringComparison.Ordinal)).Select(t => t.Value).OfType<ProtoMessage>()];

    /// <summary>A name is looked for in the innermost scope first; one with a leading dot is full.</summary>
    private ProtoType? Find(string name, string scope)
    {
        if (ProtoScalar.Find(name) is { } scalar)
        {
            return scalar;
        }

        if (name.StartsWith('.'))
        {
            return _types.GetValueOrDefault(name[1..]);
        }

        while (true)
        {
            if (_types.GetValueOrDefault(scope.Length == 0 ? name : $"{scope}.{name}") is { } type)
            {
                return type;
            }

            if (scope.Length == 0)
            {
                return null;
            }

            scope = scope[..Math.Max(0, scope.LastIndexOf('.'))];
        }
    }
}
