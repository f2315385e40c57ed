using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.Reading;

/// <summary>Reads a file's nodes into its <see cref="CapabilityFile"/>; every fault of its structure goes into the bag.</summary>
public static class FileReader
{
    private static readonly string[] KnownVersions =
    [
        "0.4", "0.5", "1.0.0-alpha1", "1.0.0-alpha2", "1.0.0-alpha3", "1.0.0-beta1", "1.0.0-beta2", "1.0.0-beta3", "1.0.0-beta4", "1.0.0-beta5",
    ];

    /// <summary>The file, or null when its root is not a capability document (an info diagnostic says so).</summary>
    public static CapabilityFile? Read(string path, Node root, DiagnosticBag diagnostics)
    {
        if (root is not MappingNode mapping || (mapping["naftiko"] ?? mapping["ikanos"]) is not { } keyword)
        {
            diagnostics.Add(StructureDiagnostics.NotACapability, root.Span, "no 'naftiko' or 'ikanos' at the root: not a capability file");
            return null;
        }

        var reader = new MappingReader(mapping, "a capability file", diagnostics);
        var version = (reader.Any("naftiko", "ikanos") as ScalarNode)?.Text ?? "";
        if (!KnownVersions.Contains(version))
        {
            diagnostics.Add(StructureDiagnostics.UnknownVersion, keyword.Span, $"version '{version}' is not known here; the file is read as {KnownVersions[^1]}");
        }

        var info = Info(reader);
        var binds = BindsReader.Read(reader);
        var capability = ReadCapability(reader, diagnostics);
        var file = capability is not null
            ? new CapabilityFile
            {
                Path = path,
                Version = version,
                IsCapability = true,
                Info = info,
                Binds = [.. binds, .. BindsReader.Read(capability)],
                Consumes = [.. ConsumesReader.Read(reader), .. ConsumesReader.Read(capability)],
                Aggregates = [.. AggregatesReader.Read(reader), .. AggregatesReader.Read(capability)],
                Exposes = ExposesReader.Read(capability),
            }
            : new CapabilityFile
            {
                Path = path,
                Version = version,
                IsCapability = false,
                Info = info,
                Binds = binds,
                Consumes = ConsumesReader.Read(reader),
                Aggregates = AggregatesReader.Read(reader),
                Exposes = ExposesReader.Read(reader),
            };
        capability?.ReportUnknown();
        reader.ReportUnknown();
        return file;
    }

    private static MappingReader? ReadCapability(MappingReader root, DiagnosticBag diagnostics)
    {
        if (root.Mapping("capability") is not { } node)
        {
            return null;
        }

        var reader = new MappingReader(node, "'capability'", diagnostics);
        reader.Any("label", "display", "description", "tags", "name");
        return reader;
    }

    private static InfoSpec Info(MappingReader root)
    {
        if (root.Mapping("info") is not { } node)
        {
            return new InfoSpec();
        }

        var reader = new MappingReader(node, "'info'", root.Diagnostics);
        reader.Any("created", "modified", "stakeholders", "license", "contact");
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
