using Naftiko.Engine.Exposes;
using Naftiko.Engine.Exposes.Skills;
using Naftiko.Host.Commands.Printing;

namespace Naftiko.Host.Commands.Listing;

/// <summary>A surface with what it serves.</summary>
/// <param name="Served">The surface at its place.</param>
/// <param name="Units">What of it was asked for.</param>
/// <param name="Tokens">What listing its tools costs a model; null where it lists none.</param>
internal sealed record ListedSurface(ServedSurface Served, IReadOnlyList<ListedUnit> Units, int? Tokens)
{
    public static ListedSurface Of(ServedSurface served, ListFilter filter) => new(
        served,
        [.. UnitsOf(served.Exposure).Where(unit => filter.Takes(unit, served.Capability.Info.Tags))],
        served.Exposure is McpExposure mcp ? TokenCost.Of(mcp, served.Capability.Redactor) : null);

    private static IEnumerable<ListedUnit> UnitsOf(Exposure exposure) => exposure switch
    {
        McpExposure mcp =>
        [
            .. mcp.Tools.Select(t => new ListedUnit("tool", t.Name, null, t.Description ?? t.Title, t.Tags)),
            .. mcp.Resources.Select(r => new ListedUnit("resource", r.Name, r.Uri.Text, r.Description ?? r.Title, [])),
            .. mcp.Prompts.Select(p => new ListedUnit("prompt", p.Name, null, p.Description ?? p.Title, [])),
        ],
        RestExposure rest =>
        [
            .. rest.Operations.Select(o => new ListedUnit("route", o.Name, $"{o.Method} {o.Path}", o.Description ?? o.Title, o.Tags)),
            .. rest.Forwards.Select(f => new ListedUnit("forward", null, $"* {f.Path}", null, [])),
        ],
        SkillExposure skills => [.. skills.Skills.Select(s => new ListedUnit("skill", s.Spec.Name, null, s.Spec.Description, []))],
        _ => [],
    };
}
