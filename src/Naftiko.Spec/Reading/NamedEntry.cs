using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.Reading;

/// <summary>One entry of a collection that a file may write as a list (<c>- name: x</c>) or as a named map (<c>x: {…}</c>).</summary>
/// <param name="Key">The map's key; null in a list, where the entry itself may carry a name.</param>
/// <param name="Node">The entry.</param>
/// <param name="Span">Where the entry begins: the key in a map.</param>
internal readonly record struct NamedEntry(string? Key, MappingNode Node, SourceSpan Span);
