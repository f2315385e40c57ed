using Naftiko.Engine.Compilation.Consumes;
using Naftiko.Engine.Compilation.Flows;
using Naftiko.Engine.Compilation.Inputs;
using Naftiko.Engine.Exposes.Prompts;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;
using Naftiko.Spec.Document.Exposes;

namespace Naftiko.Engine.Compilation.Exposes;

/// <summary>Compiles the prompts of an MCP surface.</summary>
internal sealed class PromptCompiler(FileContext file, FlowIndex flows)
{
    public IReadOnlyList<McpPrompt> Compile(ExposesMcpSpec surface)
    {
        var occurrences = new Occurrences();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var prompts = new List<McpPrompt>();
        foreach (var spec in surface.Prompts)
        {
            var occurrence = occurrences.Next(spec.Call?.Value);
            if (spec.Name is not { } name)
            {
                continue;
            }

            if (!names.Add(name))
            {
                file.Diagnostics.Add(ReferenceDiagnostics.DuplicateName, spec.Span, $"the prompt '{name}' stands twice; the first counts");
                continue;
            }

            if (Compile(spec, name, occurrence) is { } prompt && !spec.HasFaults)
            {
                prompts.Add(prompt);
            }
        }

        return prompts;
    }

    private McpPrompt? Compile(McpPromptSpec spec, string name, int occurrence)
    {
        var isFlow = spec.Call is not null || spec.Steps.Count > 0 || spec.Ref is not null || spec.Outputs.Count > 0;
        var sources = (isFlow ? 1 : 0) + (spec.Messages.Count > 0 ? 1 : 0) + (spec.Location is null ? 0 : 1);
        if (sources > 1)
        {
            file.Diagnostics.Add(StructureDiagnostics.OneOf, spec.Span, $"the prompt '{name}' has more than one of template, location and call; the first of them counts");
        }

        if (spec.Messages.Count > 0)
        {
            return OfText(spec, name, spec.Messages);
        }

        if (spec.Location is { } location)
        {
            return file.Loader.Load(location.Value, location.Span, file.Diagnostics) is { } text
                ? OfText(spec, name, [new PromptMessageSpec(false, new SpannedText(text.Text, location.Span))])
                : null;
        }

        if (!isFlow)
        {
            file.Diagnostics.Add(ReferenceDiagnostics.NothingToDo, spec.Span, $"the prompt '{name}' has neither template, location, call nor steps; it is not exposed");
            return null;
        }

        return OfFlow(spec, name, occurrence);
    }

    private TextPrompt OfText(McpPromptSpec spec, string name, IReadOnlyList<PromptMessageSpec> messages)
    {
        var drafts = new InputDrafts(UnitKind.Mcp, spec.Inputs, file.Diagnostics);
        var templates = new PromptTemplates(file, drafts);
        var compiled = messages.Select(m => (m.IsAssistant, templates.Compile(m.Content))).ToList();
        var unit = new UnitContext(spec, UnitKind.Mcp, drafts);
        return new TextPrompt(drafts.Build([], new WithCompiler(file, unit).Compile), compiled)
        {
            Name = name,
            Title = spec.Title,
            Description = spec.Description,
            ArgumentTitles = Titles(drafts, spec),
            Span = spec.Span,
        };
    }

    private FlowPrompt? OfFlow(McpPromptSpec spec, string name, int occurrence)
    {
        if (new UnitCompiler(file, flows).Compile(spec, UnitKind.Mcp, occurrence) is not { } flow)
        {
            return null;
        }

        var inherited = spec.Ref is { } reference ? flows.Spec(reference.Value) : null;
        return new FlowPrompt(flow)
        {
            Name = name,
            Title = spec.Title ?? inherited?.Title,
            Description = spec.Description ?? inherited?.Description,
            ArgumentTitles = [.. flow.Inputs.Inputs.Select(i => TitleOf(i.Name, spec))],
            Span = spec.Span,
        };
    }

    private static IReadOnlyList<string?> Titles(InputDrafts drafts, McpPromptSpec spec) => [.. drafts.Declared.Select(d => TitleOf(d.Name, spec))];

    private static string? TitleOf(string argument, McpPromptSpec spec) => spec.Inputs.FirstOrDefault(i => i.Name == argument)?.Title;
}
