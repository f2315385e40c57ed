using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;
using Naftiko.Spec.Document.Steps;
using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.Reading;

/// <summary>Reads what operations, tools and flows have in common.</summary>
internal static class UnitReader
{
    public static UnitSpec Read(MappingReader reader, NamedEntry entry)
    {
        var (call, with) = ReadCallWith(reader);
        reader.Ignore("name");
        return new UnitSpec
        {
            Span = entry.Span,
            Name = entry.Key ?? reader.Text("name"),
            Title = reader.Text("display", "label", "title"),
            Description = reader.Text("description"),
            Tags = [.. reader.Scalars("tags").Select(t => t.Text)],
            Inputs = ParametersReader.Inputs(reader),
            Call = call,
            Ref = reader.Spanned("ref"),
            With = with,
            Steps = ReadSteps(reader),
            Mappings = ReadMappings(reader),
            Outputs = ParametersReader.Outputs(reader),
        };
    }

    /// <summary>What is called, and what feeds it: <c>with</c> beside the call and inside it.</summary>
    private static (SpannedText? Call, MappingNode? With) ReadCallWith(MappingReader reader)
    {
        var (call, inner) = ReadCall(reader);
        var outer = reader.Mapping("with");
        return (call, outer is not null && inner is not null ? new MappingNode(outer.Span, [.. outer.Entries, .. inner.Entries]) : outer ?? inner);
    }

    /// <summary><c>call</c> is a text, or <c>{operation, with}</c>.</summary>
    private static (SpannedText? Call, MappingNode? With) ReadCall(MappingReader reader)
    {
        if (reader.Any("call") is not MappingNode mapping)
        {
            return (reader.Spanned("call"), null);
        }

        var call = new MappingReader(mapping, "'call'", reader.Diagnostics);
        call.Ignore("description");
        var result = (call.Required("operation"), call.Mapping("with"));
        call.ReportUnknown();
        return result;
    }

    private static List<StepSpec> ReadSteps(MappingReader parent)
    {
        var steps = new List<StepSpec>();
        foreach (var entry in parent.Entries("steps"))
        {
            var reader = new MappingReader(entry.Node, "a step", parent.Diagnostics);
            var name = entry.Key ?? reader.Text("name") ?? $"step-{steps.Count + 1}";
            reader.Ignore("name", "description", "label", "display");
            steps.Add(ReadStep(reader, name, entry.Span) ?? new FaultyStepSpec(name, entry.Span));
        }

        return steps;
    }

    private static StepSpec? ReadStep(MappingReader reader, string name, SourceSpan span)
    {
        var type = reader.Spanned("type");
        switch (type?.Value.Trim().ToLowerInvariant() ?? (reader.Has("call") ? "call" : "lookup"))
        {
            case "call":
                var (call, with) = ReadCallWith(reader);
                if (call is null && !reader.Has("call"))
                {
                    reader.Required("call");
                }

                reader.ReportUnknown();
                return call is { } target ? new CallStepSpec(name, span, target, with) : null;
            case "lookup":
                return ReadLookup(reader, name, span);
            case "script":
                return ReadScript(reader, name, span);
            default:
                reader.Diagnostics.Add(StructureDiagnostics.UnknownValue, type?.Span ?? span, $"there is no step type '{type?.Value}'", "call, lookup or script");
                return null;
        }
    }

    private static LookupStepSpec? ReadLookup(MappingReader reader, string name, SourceSpan span)
    {
        var index = reader.Required("index");
        var match = reader.Required("match");
        var value = reader.Any("lookupValue");
        var outputs = reader.Scalars("outputParameters").Select(s => s.Text).ToList();
        if (value is null)
        {
            reader.Diagnostics.Add(StructureDiagnostics.MissingKey, span, "a lookup step needs 'lookupValue'");
        }

        reader.ReportUnknown();
        return index is { } from && match is { } key && value is not null ? new LookupStepSpec(name, span, from, key.Value, value, outputs) : null;
    }

    private static ScriptStepSpec ReadScript(MappingReader reader, string name, SourceSpan span)
    {
        var step = new ScriptStepSpec(name, span)
        {
            File = reader.Spanned("file"),
            Language = reader.Spanned("language"),
            Location = reader.Spanned("location"),
            Dependencies = [.. reader.Scalars("dependencies").Select(d => new SpannedText(d.Text, d.Span))],
            With = reader.Mapping("with"),
        };
        reader.ReportUnknown();
        return step;
    }

    private static List<MappingSpec> ReadMappings(MappingReader parent)
    {
        var mappings = new List<MappingSpec>();
        foreach (var entry in parent.Entries("mappings"))
        {
            var reader = new MappingReader(entry.Node, "a mapping", parent.Diagnostics);
            var target = entry.Key ?? reader.Required("target", "targetName")?.Value;
            var value = reader.Any("value", "mapping");
            reader.ReportUnknown();
            if (value is null)
            {
                reader.Diagnostics.Add(StructureDiagnostics.MissingKey, entry.Span, "a mapping needs 'value'");
            }
            else if (target is not null)
            {
                mappings.Add(new MappingSpec(target, value, entry.Span));
            }
        }

        return mappings;
    }
}
