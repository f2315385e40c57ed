using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;
using Naftiko.Spec.Document.Exposes;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.Reading;

/// <summary>Reads what is particular to an MCP surface: tools, resources, prompts.</summary>
internal static class McpReader
{
    public static ExposesMcpSpec Read(MappingReader reader, NamedEntry entry) => new()
    {
        Span = entry.Span,
        IsStdio = string.Equals(reader.Text("transport"), "stdio", StringComparison.OrdinalIgnoreCase),
        Tools = Tools(reader),
        Resources = Resources(reader),
        Prompts = Prompts(reader),
        MaxBinarySize = reader.Size("maxBinarySize"),
        TimeToLive = TimeToLive(reader),
        IsCachePublic = IsCachePublic(reader),
    };

    private static TimeSpan TimeToLive(MappingReader reader)
    {
        var milliseconds = reader.Integer("ttlMs") ?? 0;
        if (milliseconds >= 0)
        {
            return TimeSpan.FromMilliseconds(milliseconds);
        }

        reader.Diagnostics.Add(StructureDiagnostics.UnknownValue, reader.Node["ttlMs"]?.Span ?? reader.Span, "'ttlMs' must not be negative");
        return TimeSpan.Zero;
    }

    private static bool IsCachePublic(MappingReader reader)
    {
        var scope = reader.Spanned("cacheScope");
        switch (scope?.Value.Trim().ToLowerInvariant())
        {
            case null or "private":
                return false;
            case "public":
                return true;
            case var other:
                reader.Diagnostics.Add(StructureDiagnostics.UnknownValue, scope.Value.Span, $"there is no cache scope '{other}'", "public or private");
                return false;
        }
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

            tools.Add(new McpToolSpec(unit, Hints(reader)) { HasFaults = reader.HasFaults });
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

    private static List<McpResourceSpec> Resources(MappingReader parent)
    {
        var resources = new List<McpResourceSpec>();
        foreach (var entry in parent.Entries("resources"))
        {
            var reader = new MappingReader(entry.Node, "a resource", parent.Diagnostics);
            var unit = UnitReader.Read(reader, entry);
            var uri = reader.Required("uri");
            var resource = new McpResourceSpec(unit, uri ?? new SpannedText("", entry.Span))
            {
                MimeType = reader.Text("mimeType"),
                IsBinary = reader.Flag("binary") ?? false,
                Location = reader.Spanned("location"),
                HasFaults = reader.HasFaults,
            };
            reader.ReportUnknown();
            if (uri is not null)
            {
                resources.Add(resource);
            }
        }

        return resources;
    }

    private static List<McpPromptSpec> Prompts(MappingReader parent)
    {
        var prompts = new List<McpPromptSpec>();
        foreach (var entry in parent.Entries("prompts"))
        {
            var reader = new MappingReader(entry.Node, "a prompt", parent.Diagnostics);
            var unit = UnitReader.Read(reader, entry);
            var arguments = ParametersReader.Inputs(reader, "arguments");
            if (unit.Name is null)
            {
                reader.Diagnostics.Add(StructureDiagnostics.MissingKey, entry.Span, "a prompt needs 'name'");
            }

            prompts.Add(new McpPromptSpec(unit with { Inputs = [.. arguments, .. unit.Inputs] })
            {
                Messages = Messages(reader),
                Location = reader.Spanned("location"),
                HasFaults = reader.HasFaults,
            });
            reader.ReportUnknown();
        }

        return prompts;
    }

    /// <summary>A list of messages; a plain text is one of the user's.</summary>
    private static List<PromptMessageSpec> Messages(MappingReader parent)
    {
        if ((parent.Node["template"] ?? parent.Node["messages"]) is ScalarNode { IsNull: false })
        {
            return parent.Spanned("template", "messages") is { } text ? [new PromptMessageSpec(false, text)] : [];
        }

        var messages = new List<PromptMessageSpec>();
        foreach (var entry in parent.Entries("template", "messages"))
        {
            var reader = new MappingReader(entry.Node, "a message", parent.Diagnostics);
            var role = reader.Spanned("role");
            var content = reader.Required("content");
            reader.ReportUnknown();
            if (role?.Value is not (null or "user" or "assistant"))
            {
                reader.Diagnostics.Add(StructureDiagnostics.UnknownValue, role.Value.Span, $"there is no role '{role.Value.Value}'", "user or assistant");
            }

            if (content is { } text)
            {
                messages.Add(new PromptMessageSpec(role?.Value == "assistant", text));
            }
        }

        return messages;
    }
}
