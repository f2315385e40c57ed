using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;
using Naftiko.Spec.Document.Exposes;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.Reading;

/// <summary>Reads what is particular to a skill surface.</summary>
internal static class SkillsReader
{
    // The longest texts that the Agent Skills convention allows.
    private const int MaxName = 64;
    private const int MaxDescription = 1024;
    private const int MaxCompatibility = 500;

    public static ExposesSkillSpec Read(MappingReader reader, NamedEntry entry)
    {
        var skills = new List<SkillSpec>();
        foreach (var skill in reader.Entries("skills"))
        {
            if (Skill(new MappingReader(skill.Node, "a skill", reader.Diagnostics), skill) is { } read)
            {
                skills.Add(read);
            }
        }

        // Published files also put the tools of a single skill right under the surface.
        if (Tools(reader) is { Count: > 0 } tools)
        {
            skills.Add(new SkillSpec
            {
                Name = reader.Node["namespace"] is ScalarNode { IsNull: false } name ? name.Text : entry.Key ?? "tools",
                Span = entry.Span,
                Description = (reader.Node["description"] as ScalarNode)?.Text,
                Tools = tools,
            });
        }

        return new ExposesSkillSpec { Span = entry.Span, Skills = skills };
    }

    private static SkillSpec? Skill(MappingReader reader, NamedEntry entry)
    {
        var name = entry.Key is { } key ? new SpannedText(key, entry.Span) : reader.Required("name");
        reader.Ignore("name", "label", "display", "tags");
        var skill = new SkillSpec
        {
            Name = name?.Value ?? "",
            Span = entry.Span,
            Description = Limited(reader, "description", MaxDescription),
            License = reader.Text("license"),
            Compatibility = Limited(reader, "compatibility", MaxCompatibility),
            AllowedTools = AllowedTools(reader),
            ArgumentHint = reader.Text("argument-hint"),
            UserInvocable = reader.Flag("user-invocable"),
            DisableModelInvocation = reader.Flag("disable-model-invocation"),
            Metadata = Metadata(reader),
            Location = reader.Spanned("location"),
            Tools = Tools(reader),
        };
        reader.ReportUnknown();
        CheckNames(reader, name, skill);
        return name is null ? null : skill;
    }

    /// <summary>What agents refuse a skill for (Agent Skills specification, "SKILL.md format").</summary>
    private static void CheckNames(MappingReader reader, SpannedText? name, SkillSpec skill)
    {
        if (name is { } written && !IsConventional(written.Value))
        {
            reader.Diagnostics.Add(StructureDiagnostics.Unconventional, written.Span,
                $"the name of a skill has up to {MaxName} lower-case letters, digits and single hyphens between them; agents may refuse '{written.Value}'");
        }

        if (string.IsNullOrWhiteSpace(skill.Description))
        {
            reader.Diagnostics.Add(StructureDiagnostics.Unconventional, skill.Span, $"the skill '{skill.Name}' has no description, by which agents choose it");
        }
    }

    private static bool IsConventional(string name) =>
        name.Length is > 0 and <= MaxName && name[0] != '-' && name[^1] != '-' && !name.Contains("--", StringComparison.Ordinal)
        && name.All(c => c == '-' || (char.IsLetterOrDigit(c) && !char.IsUpper(c)));

    private static string? Limited(MappingReader reader, string key, int limit)
    {
        if (reader.Spanned(key) is not { } text)
        {
            return null;
        }

        if (text.Value.Length > limit)
        {
            reader.Diagnostics.Add(StructureDiagnostics.Unconventional, text.Span, $"'{key}' of a skill has more than {limit} characters; agents may refuse the skill");
        }

        return text.Value;
    }

    /// <summary>One text, or a list of names.</summary>
    private static string? AllowedTools(MappingReader reader) =>
        reader.Scalars("allowed-tools") is { Count: > 0 } names ? string.Join(' ', names.Select(n => n.Text)) : null;

    private static List<KeyValuePair<string, string>> Metadata(MappingReader reader)
    {
        var metadata = new List<KeyValuePair<string, string>>();
        foreach (var (key, value) in reader.Mapping("metadata")?.Entries ?? [])
        {
            if (value is ScalarNode scalar)
            {
                metadata.Add(KeyValuePair.Create(key.Text, scalar.Text));
            }
            else
            {
                reader.Diagnostics.Add(StructureDiagnostics.WrongKind, value.Span, $"'metadata.{key.Text}' of a skill must be text, but is {value.Describe()}");
            }
        }

        return metadata;
    }

    private static List<SkillToolSpec> Tools(MappingReader parent)
    {
        var tools = new List<SkillToolSpec>();
        foreach (var entry in parent.Entries("tools"))
        {
            var reader = new MappingReader(entry.Node, "a tool of a skill", parent.Diagnostics);
            var name = entry.Key is { } key ? new SpannedText(key, entry.Span) : reader.Required("name");

            // What the unit itself says stands in published files too; the unit is where it counts.
            reader.Ignore("name", "label", "display", "tags", "hints", "inputParameters", "outputParameters", "with");
            var (source, action) = From(reader);
            var tool = new SkillToolSpec
            {
                Name = name?.Value ?? "",
                Span = entry.Span,
                Description = reader.Text("description"),
                SourceNamespace = source,
                Action = action,
                Call = reader.Spanned("call"),
                Instruction = reader.Spanned("instruction"),
            };
            reader.ReportUnknown();
            if (name is not null)
            {
                tools.Add(tool);
            }
        }

        return tools;
    }

    private static (SpannedText? Source, SpannedText? Action) From(MappingReader parent)
    {
        if (parent.Mapping("from") is not { } node)
        {
            return default;
        }

        var reader = new MappingReader(node, "'from'", parent.Diagnostics);
        var from = (reader.Required("sourceNamespace", "namespace"), reader.Required("action", "name"));
        reader.ReportUnknown();
        return from;
    }
}
