using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;
using Naftiko.Spec.Document.Exposes;
using Naftiko.Spec.Yaml;

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
        if (reader.Has("import", "from"))
        {
            reader.Diagnostics.Add(StructureDiagnostics.NotServed, entry.Span, "imports are not resolved yet; this surface is not served");
            return null;
        }

        var type = reader.Required("type");
        switch (type?.Value.Trim().ToLowerInvariant())
        {
            case null:
                return null;
            case "rest" or "http":
                return Finish(reader, Common(reader, entry, new ExposesRestSpec { Span = entry.Span, Resources = Resources(reader) }));
            case "mcp":
                return Finish(reader, Common(reader, entry, Mcp(reader, entry)));
            case ("skill" or "control") and var kind:
                reader.Diagnostics.Add(StructureDiagnostics.NotServed, entry.Span, $"surfaces of type '{kind}' are not served yet");
                return Common(reader, entry, new ExposesUnservedSpec(kind) { Span = entry.Span });
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
        reader.Any("label", "display", "tags");
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
        parent.Any("responses", "maxBinarySize");
        var resources = new List<ExposedResourceSpec>();
        foreach (var entry in parent.Entries("resources"))
        {
            var reader = new MappingReader(entry.Node, "an exposed resource", parent.Diagnostics);
            reader.Any("label", "display", "tags");
            var forward = reader.Mapping("forward");
            if (forward is not null)
            {
                reader.Diagnostics.Add(StructureDiagnostics.NotServed, forward.Span, "'forward' is not served yet");
            }

            resources.Add(new ExposedResourceSpec
            {
                Name = entry.Key ?? reader.Text("name"),
                Path = reader.Required("path") ?? new SpannedText("", entry.Span),
                Span = entry.Span,
                Description = reader.Text("description"),
                Inputs = ParametersReader.Inputs(reader),
                Operations = Operations(reader),
                Forward = forward,
            });
            reader.Any("name");
            reader.ReportUnknown();
        }

        return resources;
    }

    private static List<ExposedOperationSpec> Operations(MappingReader parent)
    {
        var operations = new List<ExposedOperationSpec>();
        foreach (var entry in parent.Entries("operations"))
        {
            var reader = new MappingReader(entry.Node, "an exposed operation", parent.Diagnostics);
            reader.Any("responses", "responseBinary", "hints", "outputRawFormat");
            var unit = UnitReader.Read(reader, entry);
            operations.Add(new ExposedOperationSpec(unit, (reader.Text("method") ?? "GET").Trim().ToUpperInvariant(), reader.Spanned("path")));
            reader.ReportUnknown();
        }

        return operations;
    }

    private static ExposesMcpSpec Mcp(MappingReader reader, NamedEntry entry)
    {
        var unserved = new List<Node>();
        foreach (var key in (ReadOnlySpan<string>)["resources", "prompts"])
        {
            if (reader.Any(key) is { } node)
            {
                reader.Diagnostics.Add(StructureDiagnostics.NotServed, node.Span, $"'{key}' of an MCP surface is not served yet");
                unserved.Add(node);
            }
        }

        reader.Any("ttlMs", "cacheScope", "maxBinarySize");
        return new ExposesMcpSpec
        {
            Span = entry.Span,
            IsStdio = string.Equals(reader.Text("transport"), "stdio", StringComparison.OrdinalIgnoreCase),
            Tools = Tools(reader),
            Unserved = unserved,
        };
    }

    private static List<McpToolSpec> Tools(MappingReader parent)
    {
        var tools = new List<McpToolSpec>();
        foreach (var entry in parent.Entries("tools"))
        {
            var reader = new MappingReader(entry.Node, "a tool", parent.Diagnostics);
            var unit = UnitReader.Read(reader, entry);
            if (unit.Name is null && unit.Ref is null)
            {
                reader.Diagnostics.Add(StructureDiagnostics.MissingKey, entry.Span, "a tool needs 'name'");
            }

            tools.Add(new McpToolSpec(unit, Hints(reader)));
            reader.ReportUnknown();
        }

        return tools;
    }

    private static McpToolHints Hints(MappingReader parent)
    {
        if (parent.Mapping("hints", "annotations") is not { } node)
        {
            return new McpToolHints();
        }

        var reader = new MappingReader(node, "'hints'", parent.Diagnostics);
        var hints = new McpToolHints(
            reader.Flag("readOnly", "readOnlyHint"),
            reader.Flag("destructive", "destructiveHint"),
            reader.Flag("idempotent", "idempotentHint"),
            reader.Flag("openWorld", "openWorldHint"));
        reader.ReportUnknown();
        return hints;
    }
}
