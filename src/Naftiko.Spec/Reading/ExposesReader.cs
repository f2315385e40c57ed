using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;
using Naftiko.Spec.Document.Exposes;

namespace Naftiko.Spec.Reading;

/// <summary>Reads <c>exposes</c>.</summary>
internal static class ExposesReader
{
    public static IReadOnlyList<ExposesSpec> Read(MappingReader parent)
    {
        var surfaces = new List<ExposesSpec>();
        foreach (var entry in parent.Entries("exposes"))
        {
            var reader = new MappingReader(entry.Node, "a surface", parent.Diagnostics);
            if (Surface(reader, entry) is { } surface)
            {
                surfaces.Add(surface);
            }
        }

        return surfaces;
    }

    private static ExposesSpec? Surface(MappingReader reader, NamedEntry entry)
    {
        var type = reader.Required("type");
        switch (type?.Value.Trim().ToLowerInvariant())
        {
            case null:
                return null;
            case "http":
                reader.ReportPublished(type.Value.Span, "type: http", "type: rest");
                goto case "rest";
            case "rest":
                return Finish(reader, Common(reader, entry, new ExposesRestSpec { Span = entry.Span, Resources = Resources(reader), MaxBinarySize = reader.Size("maxBinarySize") }));
            case "mcp":
                return Finish(reader, Common(reader, entry, McpReader.Read(reader, entry)));
            case "skill":
                return Finish(reader, Common(reader, entry, SkillsReader.Read(reader, entry)));
            case "control":
                return Finish(reader, Common(reader, entry, ControlReader.Read(reader, entry)));
            case var other:
                reader.Diagnostics.Add(StructureDiagnostics.UnknownValue, type.Value.Span, $"there is no surface type '{other}'",
                    Nearest.Hint(other, ["rest", "mcp", "skill", "control"]) ?? "rest, mcp, skill or control");
                return null;
        }
    }

    private static T Finish<T>(MappingReader reader, T surface)
    {
        reader.ReportUnknown();
        return surface;
    }

    private static T Common<T>(MappingReader reader, NamedEntry entry, T surface)
        where T : ExposesSpec
    {
        reader.Ignore("label", "display", "tags");
        return surface with
        {
            Namespace = reader.Text("namespace") ?? entry.Key,
            Port = Port(reader),
            Address = reader.Spanned("address"),
            Description = reader.Text("description"),
            Authentication = ConsumesReader.Authentication(reader),
        };
    }

    private static int? Port(MappingReader reader)
    {
        if (reader.Integer("port") is not { } port)
        {
            return null;
        }

        if (port is >= 1 and <= 65535)
        {
            return port;
        }

        reader.Diagnostics.Add(StructureDiagnostics.UnknownValue, reader.Node["port"]?.Span ?? reader.Span, $"{port} is no port; it must be from 1 to 65535");
        return null;
    }

    private static List<ExposedResourceSpec> Resources(MappingReader parent)
    {
        var resources = new List<ExposedResourceSpec>();
        foreach (var entry in parent.Entries("resources"))
        {
            var reader = new MappingReader(entry.Node, "an exposed resource", parent.Diagnostics);
            reader.Ignore("label", "display");
            resources.Add(new ExposedResourceSpec
            {
                Tags = [.. reader.Scalars("tags").Select(t => t.Text)],
                Name = entry.Key ?? reader.Text("name"),
                Path = reader.Required("path") ?? new SpannedText("", entry.Span),
                Span = entry.Span,
                Description = reader.Text("description"),
                Inputs = ParametersReader.Inputs(reader),
                Operations = Operations(reader),
                Forward = Forward(reader),
            });
            reader.Ignore("name");
            reader.ReportUnknown();
        }

        return resources;
    }

    private static ForwardSpec? Forward(MappingReader parent)
    {
        if (parent.Mapping("forward") is not { } node)
        {
            return null;
        }

        var reader = new MappingReader(node, "'forward'", parent.Diagnostics);
        var target = reader.Required("targetNamespace", "namespace");
        IReadOnlyList<SpannedText> headers = [.. reader.Scalars("trustedHeaders").Select(h => new SpannedText(h.Text.Trim(), h.Span))];
        reader.ReportUnknown();
        return target is { } api ? new ForwardSpec(api, headers, node.Span) : null;
    }

    private static List<ExposedOperationSpec> Operations(MappingReader parent)
    {
        var operations = new List<ExposedOperationSpec>();
        foreach (var entry in parent.Entries("operations"))
        {
            var reader = new MappingReader(entry.Node, "an exposed operation", parent.Diagnostics);
            reader.Ignore("hints", "outputRawFormat");
            var unit = UnitReader.Read(reader, entry);
            operations.Add(new ExposedOperationSpec(unit, (reader.Text("method") ?? "GET").Trim().ToUpperInvariant(), reader.Spanned("path"))
            {
                Responses = ResponsesReader.Read(reader),
                HasFaults = reader.HasFaults,
            });
            reader.ReportUnknown();
        }

        return operations;
    }
}
