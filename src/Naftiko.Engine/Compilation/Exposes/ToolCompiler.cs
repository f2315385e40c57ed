using System.Security.Cryptography;
using System.Text;
using Naftiko.Engine.Compilation.Consumes;
using Naftiko.Engine.Compilation.Flows;
using Naftiko.Engine.Exposes;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;
using Naftiko.Spec.Document.Aggregates;
using Naftiko.Spec.Document.Exposes;
using Naftiko.Spec.Document.Steps;

namespace Naftiko.Engine.Compilation.Exposes;

/// <summary>Compiles the tools of an MCP surface.</summary>
internal sealed class ToolCompiler(FileContext file, FlowIndex flows)
{
    public IReadOnlyList<McpTool> Compile(ExposesMcpSpec surface)
    {
        var units = new UnitCompiler(file, flows, surface.MaxBinarySize);
        var occurrences = new Occurrences();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var tools = new List<McpTool>();
        foreach (var spec in surface.Tools)
        {
            var occurrence = occurrences.Next(spec.Call?.Value);
            var inherited = spec.Ref is { } reference ? flows.Spec(reference.Value) : null;
            if ((spec.Name ?? inherited?.Name) is not { } written)
            {
                continue;
            }

            var name = ListedName(written);
            if (!names.Add(name))
            {
                file.Diagnostics.Add(ReferenceDiagnostics.DuplicateName, spec.Span, $"the tool '{written}' stands twice; the first counts");
                continue;
            }

            if (units.Compile(spec, UnitKind.Mcp, occurrence) is { } flow)
            {
                tools.Add(new McpTool(name, written, spec.Title ?? inherited?.Title, spec.Description ?? inherited?.Description, Hints(spec, inherited, written, occurrence), flow, spec.Span)
                {
                    Tags = spec.Tags.Count > 0 ? spec.Tags : inherited?.Tags ?? [],
                });
            }
        }

        return tools;
    }

    /// <summary>The name as model APIs take it: other characters as <c>_</c>, and at most 64 of them.</summary>
    private static string ListedName(string written)
    {
        var name = string.Concat(written.Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-' ? c : '_'));
        return name.Length <= 64 ? name : $"{name[..55]}_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(written)))[..8]}";
    }

    /// <summary>The declared hints, else what the flow's semantics say, else what the methods of the calls say; field by field.</summary>
    private McpToolHints Hints(McpToolSpec spec, FlowSpec? inherited, string name, int occurrence)
    {
        var promised = inherited?.Semantics is { } semantics ? Of(semantics) : new McpToolHints();
        var inferred = Weakest(Calls(spec, inherited, occurrence).Select(c => c is null ? new McpToolHints() : CallEffects.HintsOf(c, name)));
        return new McpToolHints(
            spec.Hints.ReadOnly ?? promised.ReadOnly ?? inferred.ReadOnly,
            spec.Hints.Destructive ?? promised.Destructive ?? inferred.Destructive,
            spec.Hints.Idempotent ?? promised.Idempotent ?? inferred.Idempotent,
            spec.Hints.OpenWorld ?? inferred.OpenWorld);
    }

    private static McpToolHints Of(SemanticsSpec semantics) => new(semantics.Safe, semantics.Safe == true ? false : null, semantics.Idempotent);

    /// <summary>The operations that a unit calls; null for one that is not known, and for a script, of which nothing is known.</summary>
    private IEnumerable<ConsumedOperation?> Calls(UnitSpec unit, FlowSpec? inherited, int occurrence)
    {
        var source = inherited ?? unit;
        if (source.Call is { } call)
        {
            return [file.Consumed.Find(call, inherited is null ? occurrence : 0, [])];
        }

        return source.Steps.Where(s => s is not LookupStepSpec).Select(s => s is CallStepSpec step ? file.Consumed.Find(step.Call, 0, []) : null);
    }

    private static McpToolHints Weakest(IEnumerable<McpToolHints> steps)
    {
        var all = steps.ToList();
        if (all.Count == 0)
        {
            // Nothing is called: the answer is the file's own.
            return new McpToolHints(ReadOnly: true, Idempotent: true, OpenWorld: false);
        }

        return new McpToolHints(
            Weakest(all.ConvertAll(h => h.ReadOnly)),
            all.Exists(h => h.Destructive == true) ? true : null,
            Weakest(all.ConvertAll(h => h.Idempotent)));
    }

    private static bool? Weakest(List<bool?> claims) => claims.Contains(false) ? false : claims.TrueForAll(c => c == true) ? true : null;
}
