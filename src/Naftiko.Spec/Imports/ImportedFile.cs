using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.Imports;

/// <summary>A file whose imports are resolved.</summary>
/// <param name="Root">Its nodes, each import replaced by what it brings; that keeps the places in its own file.</param>
/// <param name="FormerNamespaces">The namespaces of what was renamed, by which its own references still name its inputs.</param>
/// <param name="Sources">The files that were opened: their binds come along, for their own templates only.</param>
internal sealed record ImportedFile(MappingNode Root, IReadOnlyList<string> FormerNamespaces, IReadOnlyList<MappingNode> Sources);
