using System.Text;
using Naftiko.Engine.Exposes.Skills;

namespace Naftiko.Host.Exposes.Skills;

/// <summary>Writes the <c>SKILL.md</c> of a skill whose folder has none: front matter as the Agent Skills convention has it, and a list of its tools.</summary>
internal static class SkillMarkdown
{
    public static string Of(Skill skill)
    {
        var spec = skill.Spec;
        var text = new StringBuilder("---\n");
        Add(text, "name", spec.Name);
        Add(text, "description", spec.Description ?? spec.Name);
        Add(text, "license", spec.License);
        Add(text, "compatibility", spec.Compatibility);
        if (spec.Metadata.Count > 0)
        {
            text.Append("metadata:\n");
            foreach (var (key, value) in spec.Metadata)
            {
                text.Append("  ").Append(Quote(key)).Append(": ").Append(Quote(value)).Append('\n');
            }
        }

        Add(text, "allowed-tools", spec.AllowedTools);
        Add(text, "argument-hint", spec.ArgumentHint);
        Add(text, "user-invocable", spec.UserInvocable);
        Add(text, "disable-model-invocation", spec.DisableModelInvocation);
        text.Append("---\n\n# ").Append(OneLine(spec.Name)).Append('\n');
        if (spec.Description is { } description)
        {
            text.Append('\n').Append(description.Trim()).Append('\n');
        }

        AddTools(text, skill.Tools);
        return text.ToString();
    }

    private static void AddTools(StringBuilder text, IReadOnlyList<SkillTool> tools)
    {
        if (tools.Count == 0)
        {
            return;
        }

        text.Append("\n## Tools\n\n");
        foreach (var tool in tools)
        {
            text.Append("- **").Append(OneLine(tool.Name)).Append("**");
            if (tool.Description is { } description)
            {
                text.Append(": ").Append(OneLine(description));
            }

            text.Append(tool switch
            {
                DerivedTool { Mode: "mcp" } derived => $" (MCP tool `{derived.Action}` of `{derived.TargetNamespace}`)",
                DerivedTool derived => $" (REST operation `{derived.Action}` of `{derived.TargetNamespace}`)",
                InstructionTool instruction => $" (see [{instruction.File}](<{instruction.File}>))",
                _ => throw new System.Diagnostics.UnreachableException(),
            }).Append('\n');
        }
    }

    private static void Add(StringBuilder text, string key, string? value)
    {
        if (value is not null)
        {
            text.Append(key).Append(": ").Append(Quote(value)).Append('\n');
        }
    }

    private static void Add(StringBuilder text, string key, bool? value)
    {
        if (value is { } given)
        {
            text.Append(key).Append(given ? ": true\n" : ": false\n");
        }
    }

    /// <summary>
    /// In double quotes (YAML 1.2 section 5.7). JSON's escapes would not do: of a character beyond U+FFFF they make two halves, which are none in YAML.
    /// </summary>
    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\t' => "\\t",
                _ when char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF' => $"\\u{(int)c:X4}",
                _ => c.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[])['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
