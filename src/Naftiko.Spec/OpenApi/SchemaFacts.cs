using Microsoft.OpenApi;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.OpenApi;

/// <summary>What a capability file can say of a schema, with all parts of its <c>allOf</c> in one.</summary>
internal sealed class SchemaFacts
{
    /// <summary>The one JSON Schema type; null: any.</summary>
    public string? Type { get; set; }

    /// <summary>The type of an array's elements.</summary>
    public string? ItemsType { get; set; }

    /// <summary>The values allowed, of an array's elements too.</summary>
    public IReadOnlyList<Node> Enum { get; set; } = [];

    public string? Description { get; set; }

    public Node? Default { get; set; }

    /// <summary>Whether it is a file's bytes.</summary>
    public bool IsBinary { get; set; }

    /// <summary>Whether it is a list of files.</summary>
    public bool IsListOfBinary { get; set; }

    public bool IsReadOnly { get; set; }

    /// <summary>Whether its members are not all listed: alternatives, or further members of a declared kind.</summary>
    public bool IsOpen { get; set; }

    /// <summary>The members of an object, in order, without repeats.</summary>
    public List<KeyValuePair<string, IOpenApiSchema>> Members { get; } = [];

    public HashSet<string> Required { get; } = new(StringComparer.Ordinal);
}
