using Naftiko.Engine.Exposes.Skills;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;
using Naftiko.Spec.Document.Exposes;
using Naftiko.Spec.Sources;

namespace Naftiko.Engine.Compilation.Exposes;

/// <summary>Compiles the skills of a surface: finds their folders and what their tools derive from.</summary>
internal sealed class SkillCompiler(FileContext file)
{
    private readonly List<SiblingUnit> _siblings = [.. SiblingUnits(file)];

    public IReadOnlyList<Skill> Compile(ExposesSkillSpec surface)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var skills = new List<Skill>();
        foreach (var spec in surface.Skills)
        {
            if (!names.Add(spec.Name))
            {
                file.Diagnostics.Add(ReferenceDiagnostics.DuplicateName, spec.Span, $"the skill '{spec.Name}' stands twice; the first counts");
                continue;
            }

            var files = spec.Location is { } location ? Folder(location) : null;
            skills.Add(new Skill(spec, files, [.. spec.Tools.Select(t => Tool(t, spec, files)).OfType<SkillTool>()]));
        }

        return skills;
    }

    /// <summary>The folder of a skill; some files name the <c>SKILL.md</c> in it.</summary>
    private SourceTree? Folder(SpannedText location)
    {
        var tree = file.Loader.OpenTree(location.Value, location.Span, file.Diagnostics);
        if (tree is not { IsFile: true })
        {
            return tree;
        }

        if (tree.Name.Equals("SKILL.md", StringComparison.OrdinalIgnoreCase))
        {
            var folder = location.Value[..(location.Value.LastIndexOf('/') + 1)];
            return file.Loader.OpenTree(folder.Length == 0 ? "." : folder, location.Span, file.Diagnostics);
        }

        file.Diagnostics.Add(SourceDiagnostics.Unreadable, location.Span, $"'{location.Value}' is a file; a skill is a folder");
        return null;
    }

    private SkillTool? Tool(SkillToolSpec tool, SkillSpec skill, SourceTree? files)
    {
        var sources = (tool.SourceNamespace is null ? 0 : 1) + (tool.Call is null ? 0 : 1) + (tool.Instruction is null ? 0 : 1);
        if (sources > 1)
        {
            file.Diagnostics.Add(StructureDiagnostics.OneOf, tool.Span, $"the tool '{tool.Name}' has more than one of from, call and instruction; the first of them counts");
        }

        return tool switch
        {
            { SourceNamespace: { } source, Action: { } action } => From(tool, source, action),
            { Call: { } call } => OfCall(tool, call),
            { Instruction: { } instruction } => Instruction(tool, instruction, skill, files),
            _ => Refuse(tool, tool.Span, $"the tool '{tool.Name}' has neither 'from', 'call' nor 'instruction'; it is not listed"),
        };
    }

    private DerivedTool? From(SkillToolSpec tool, SpannedText source, SpannedText action)
    {
        var units = _siblings.FindAll(s => s.Namespace == source.Value);
        if (units.Count == 0)
        {
            return Refuse(tool, source.Span, $"'{source.Value}' is no REST or MCP surface of this file; the tool is not listed",
                Nearest.Hint(source.Value, _siblings.Select(s => s.Namespace).Distinct()));
        }

        if (!units.Exists(u => u.Name == action.Value))
        {
            file.Diagnostics.Add(ReferenceDiagnostics.DoubtfulSource, action.Span, $"'{source.Value}' has no tool or operation '{action.Value}'",
                Nearest.Hint(action.Value, units.Select(u => u.Name).OfType<string>()));
        }

        return new DerivedTool(tool.Name, tool.Description ?? units.Find(u => u.Name == action.Value)?.Description, source.Value, action.Value, units[0].Mode);
    }

    /// <summary>The sibling unit that makes the same call; of several the one of the tool's own name.</summary>
    private DerivedTool? OfCall(SkillToolSpec tool, SpannedText call)
    {
        var units = _siblings.FindAll(s => s.Name is not null && s.Call == call.Value);
        var unit = units.Find(u => u.Name == tool.Name) ?? units.FirstOrDefault();
        return unit is { Name: { } action }
            ? new DerivedTool(tool.Name, tool.Description ?? unit.Description, unit.Namespace, action, unit.Mode)
            : Refuse(tool, call.Span, $"no tool or operation of this file calls '{call.Value}'; the tool is not listed", Nearest.Hint(call.Value, _siblings.Select(s => s.Call).OfType<string>()));
    }

    private InstructionTool? Instruction(SkillToolSpec tool, SpannedText instruction, SkillSpec skill, SourceTree? files)
    {
        if (skill.Location is null)
        {
            Refuse(tool, instruction.Span, $"the tool '{tool.Name}' names instructions, but the skill has no 'location'; it is not listed");
            return null;
        }

        var path = instruction.Value.StartsWith("./", StringComparison.Ordinal) ? instruction.Value[2..] : instruction.Value;
        if (files is not null && !files.Has(path))
        {
            file.Diagnostics.Add(ReferenceDiagnostics.DoubtfulSource, instruction.Span, $"the skill's folder has no file '{path}'", Nearest.Hint(path, files.List().Select(f => f.Path)));
        }

        return new InstructionTool(tool.Name, tool.Description, path);
    }

    private DerivedTool? Refuse(SkillToolSpec tool, SourceSpan span, string message, string? hint = null)
    {
        file.Diagnostics.Add(ReferenceDiagnostics.UnknownSource, span, message, hint ?? (tool.Call is null ? "one of 'from', 'call' and 'instruction'" : null));
        return null;
    }

    private static IEnumerable<SiblingUnit> SiblingUnits(FileContext file) => file.File.Exposes.SelectMany(surface => surface switch
    {
        ExposesRestSpec rest => Units(SurfaceNames.Of(file, rest, "rest"), "rest", rest.Resources.SelectMany(r => r.Operations)),
        ExposesMcpSpec mcp => Units(SurfaceNames.Of(file, mcp, "mcp"), "mcp", mcp.Tools),
        _ => [],
    });

    /// <summary>A surface without units is still one that can be named.</summary>
    private static IEnumerable<SiblingUnit> Units(string surface, string mode, IEnumerable<UnitSpec> units) =>
        units.Select(u => new SiblingUnit(surface, mode, u.Name ?? RefName(u), u.Call?.Value, u.Description)).DefaultIfEmpty(new SiblingUnit(surface, mode, null, null, null));

    private static string? RefName(UnitSpec unit) => unit.Ref is { } reference ? reference.Value[(reference.Value.LastIndexOf('.') + 1)..] : null;

    private sealed record SiblingUnit(string Namespace, string Mode, string? Name, string? Call, string? Description);
}
