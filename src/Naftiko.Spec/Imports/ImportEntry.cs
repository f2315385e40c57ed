using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;
using Naftiko.Spec.Reading;
using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.Imports;

/// <summary>One import as written.</summary>
/// <param name="Location">The file: <c>from</c>, in alpha2 <c>location</c>, in published files also <c>ref</c>.</param>
/// <param name="Namespace">What to take from it; null: all that can be called.</param>
/// <param name="Alias">Its namespace here, where that differs.</param>
/// <param name="IsLoose">Whether <paramref name="Namespace"/> may also be just the name that the import gets here.</param>
/// <param name="Span">The place of the entry.</param>
internal sealed record ImportEntry(SpannedText Location, SpannedText? Namespace, SpannedText? Alias, bool IsLoose, SourceSpan Span)
{
    /// <summary>The namespace that the import has here.</summary>
    public SpannedText? LocalNamespace => Alias ?? Namespace;

    public static bool IsImport(ImportSection section, Node node) =>
        node is MappingNode mapping && section.Marks.Any(mark => mapping[mark] is not null) && mapping["baseUri"] is null && mapping["resources"] is null;

    /// <summary>An entry of a section; null (reported) when it lacks what it needs.</summary>
    public static ImportEntry? Read(MappingNode node, string? key, SourceSpan span, DiagnosticBag diagnostics)
    {
        var reader = new MappingReader(node, "an import", diagnostics);
        reader.Ignore("description", "type");
        var isByReference = reader.Has("ref");
        var location = reader.Required("from", "location", "ref");
        var name = isByReference ? reader.Spanned("import", "namespace", "name") : reader.Spanned("import");
        var alias = reader.Spanned("as", "alias") ?? (key is null ? null : new SpannedText(key, span));
        reader.ReportUnknown();
        if ((name ?? alias) is not { } wanted)
        {
            diagnostics.Add(StructureDiagnostics.MissingKey, span, "an import needs 'import', the namespace to take from the file");
            return null;
        }

        return location is { } from ? new ImportEntry(from, wanted, alias, isByReference, span) : null;
    }

    /// <summary>An entry of <c>imports</c>: a path, or a mapping that may leave out the namespace.</summary>
    public static ImportEntry? ReadUnsectioned(Node node, DiagnosticBag diagnostics)
    {
        if (node is ScalarNode { Kind: ScalarKind.Text } path)
        {
            return new ImportEntry(new SpannedText(path.Text, path.Span), null, null, IsLoose: true, path.Span);
        }

        if (node is not MappingNode mapping)
        {
            diagnostics.Add(StructureDiagnostics.WrongKind, node.Span, $"an entry of 'imports' must be a path or a mapping, but is {node.Describe()}");
            return null;
        }

        var reader = new MappingReader(mapping, "an import", diagnostics);
        reader.Ignore("description", "type");
        var location = reader.Required("from", "location", "ref", "path", "file");
        var name = reader.Spanned("import", "namespace", "name");
        var alias = reader.Spanned("as", "alias");
        reader.ReportUnknown();
        return location is { } from ? new ImportEntry(from, name, alias, IsLoose: true, mapping.Span) : null;
    }
}
