using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;
using Naftiko.Spec.Document.Binds;
using Naftiko.Spec.Imports;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.Reading;

/// <summary>Reads a file's nodes into its <see cref="CapabilityFile"/>; every fault of its structure goes into the bag.</summary>
public static class FileReader
{
    private static readonly string[] KnownVersions =
    [
        "0.4", "0.5", "1.0.0-alpha1", "1.0.0-alpha2", "1.0.0-alpha3", "1.0.0-beta1", "1.0.0-beta2", "1.0.0-beta3", "1.0.0-beta4", "1.0.0-beta5",
    ];

    /// <summary>Whether the root says that this is a capability file.</summary>
    public static bool IsCapabilityFile(Node root) => Keyword(root) is not null;

    /// <summary>The file, or null when its root is not a capability document (an info diagnostic says so).</summary>
    public static CapabilityFile? Read(string path, Node root, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(diagnostics);
        if (root is MappingNode mapping && IsCapabilityFile(root))
        {
            return Read(path, new ImportedFile(mapping, [], []), diagnostics);
        }

        diagnostics.Add(StructureDiagnostics.NotACapability, root.Span, "no 'naftiko' or 'ikanos' at the root: not a capability file");
        return null;
    }

    /// <summary>The file with what it imports.</summary>
    internal static CapabilityFile Read(string path, ImportedFile imported, DiagnosticBag diagnostics)
    {
        var reader = new MappingReader(imported.Root, "a capability file", diagnostics);
        var version = (reader.Any("naftiko", "ikanos") as ScalarNode)?.Text ?? "";
        if (!KnownVersions.Contains(version))
        {
            diagnostics.Add(StructureDiagnostics.UnknownVersion, Keyword(imported.Root)?.Span ?? imported.Root.Span,
                $"version '{version}' is not known here; the file is read as {KnownVersions[^1]}");
        }

        var capability = ReadCapability(reader, diagnostics);
        IReadOnlyList<MappingReader> parts = capability is null ? [reader] : [reader, capability];
        IReadOnlyList<BindSpec> binds = [.. parts.SelectMany(BindsReader.Read)];
        var file = new CapabilityFile
        {
            Path = path,
            Version = version,
            IsCapability = capability is not null,
            Info = Info(reader),
            Binds = [.. binds, .. imported.Sources.SelectMany(s => BroughtAlong(s, binds))],
            Consumes = [.. parts.SelectMany(ConsumesReader.Read)],
            Aggregates = [.. parts.SelectMany(AggregatesReader.Read)],
            Exposes = [.. parts.SelectMany(ExposesReader.Read)],
            FormerNamespaces = imported.FormerNamespaces,
        };
        capability?.ReportUnknown();
        reader.ReportUnknown();
        return file;
    }

    private static Node? Keyword(Node root) => root is MappingNode mapping ? mapping["naftiko"] ?? mapping["ikanos"] : null;

    /// <summary>The binds of an imported file, for its own templates; what was imported by name is there already.</summary>
    private static IEnumerable<BindSpec> BroughtAlong(MappingNode source, IReadOnlyList<BindSpec> binds)
    {
        // Faults of these entries are the other file's, and reported where that is checked.
        var ignored = new DiagnosticBag();
        var parts = new[] { source, source["capability"] }.OfType<MappingNode>();
        return parts.SelectMany(p => BindsReader.Read(new MappingReader(p, "an imported file", ignored)))
            .Where(b => !binds.Any(known => known.Span == b.Span && known.Namespace == b.Namespace))
            .Select(b => b with { Scope = source.Span.File });
    }

    private static MappingReader? ReadCapability(MappingReader root, DiagnosticBag diagnostics)
    {
        if (root.Mapping("capability") is not { } node)
        {
            return null;
        }

        var reader = new MappingReader(node, "'capability'", diagnostics);
        reader.Ignore("label", "display", "description", "tags", "name");
        return reader;
    }

    private static InfoSpec Info(MappingReader root)
    {
        if (root.Mapping("info") is not { } node)
        {
            return new InfoSpec();
        }

        var reader = new MappingReader(node, "'info'", root.Diagnostics);
        reader.Ignore("created", "modified", "stakeholders", "license", "contact");
        var info = new InfoSpec
        {
            Title = reader.Text("display", "label", "title", "name"),
            Description = reader.Text("description"),
            Version = reader.Text("version"),
            Tags = [.. reader.Scalars("tags").Select(t => t.Text)],
        };
        reader.ReportUnknown();
        return info;
    }
}
