using System.Text.RegularExpressions;
using Naftiko.Engine.Exposes;
using Naftiko.Engine.Flows;
using Naftiko.Engine.Inputs;
using Naftiko.Engine.Values;
using Naftiko.Host.Commands.Settings;

namespace Naftiko.Host.Commands.Printing;

/// <summary>The three first things to try, chosen from what is served: commands that can be copied, and whose dry run has succeeded.</summary>
/// <param name="served">What is served.</param>
/// <param name="settings">What was asked for.</param>
/// <param name="incomplete">The files some of whose variables have no value.</param>
internal sealed partial class FirstSteps(IReadOnlyList<ServedSurface> served, ServeSettings settings, IReadOnlySet<string> incomplete)
{
    /// <summary>How many units are tried before there is none to recommend.</summary>
    private const int MostTried = 10;

    public async Task<IReadOnlyList<string>> FindAsync(CancellationToken cancellationToken)
    {
        string?[] lines = [await GetAsync(cancellationToken), await CallAsync(cancellationToken), Mcp()];
        string[] others = [ShellText.Join(["curl", "-s", $"http://{served[0].Authority}/"]), ShellText.Naftiko("validate", [.. settings.Paths])];
        return [.. lines.OfType<string>().Concat(others).Take(3)];
    }

    /// <summary>The GET that most likely answers at once: of an open surface, without inputs to fill in, a mock.</summary>
    private async Task<string?> GetAsync(CancellationToken cancellationToken)
    {
        var gets = from surface in served
                   where surface.Exposure is RestExposure
                   from operation in ((RestExposure)surface.Exposure).Operations
                   where operation.Method == "GET" && operation.Flow.Inputs.Inputs.All(i => !i.IsRequired || i.Place is InputPlace.Path or InputPlace.Query)
                   orderby surface.Exposure.Guard is not null, Required(operation.Flow), NeedsMore(surface, operation.Flow), operation.Flow.ReachesUpstream
                   select (Surface: surface, Operation: operation);
        foreach (var (surface, operation) in gets.Take(MostTried))
        {
            if (await WorksAsync(operation.Flow, cancellationToken))
            {
                return ShellText.Join(["curl", "-s", .. Credential(surface), UrlOf(surface, operation)]);
            }
        }

        return null;
    }

    private async Task<string?> CallAsync(CancellationToken cancellationToken)
    {
        var unique = served.GroupBy(s => (s.File, s.Exposure.Namespace)).Where(g => g.Count() == 1).SelectMany(g => g);
        var units = from surface in unique
                    from unit in Units(surface)
                    orderby Required(unit.Flow), !unit.Flow.ReachesUpstream
                    select (Surface: surface, unit.Name, unit.Flow);
        foreach (var (surface, name, flow) in units.Take(MostTried))
        {
            if (await WorksAsync(flow, cancellationToken))
            {
                return CallLine(surface, name, flow);
            }
        }

        return null;
    }

    private string CallLine(ServedSurface surface, string name, Flow flow)
    {
        var arguments = flow.Inputs.Inputs.Where(i => i.IsRequired).SelectMany(i => new[] { "--arg", $"{i.Name}={Sample(i)}" });
        var envFiles = settings.Loading.EnvFiles.SelectMany(f => new[] { "--env-file", f });
        string[] dryRun = flow.ReachesUpstream ? ["--dry-run"] : [];
        return ShellText.Naftiko("call", [surface.File, $"{surface.Exposure.Namespace}.{name}", .. arguments, .. envFiles, .. dryRun]);
    }

    private string? Mcp()
    {
        var server = served.Where(s => s.Exposure is McpExposure { Tools.Count: > 0 }).OrderBy(s => s.Exposure.Guard is not null).FirstOrDefault();
        if (server is null)
        {
            return null;
        }

        var isOnly = served.Count(s => s.Authority == server.Authority && s.Mounted.Mcp is not null) == 1;
        return ShellText.Join(
            ["npx", "@modelcontextprotocol/inspector", "--cli", isOnly ? $"http://{server.Authority}/mcp" : server.Url, "--method", "tools/list"]);
    }

    /// <summary>Whether a dry run, which sends nothing, gives an answer.</summary>
    private static async Task<bool> WorksAsync(Flow flow, CancellationToken cancellationToken)
    {
        var values = flow.Inputs.Inputs.Select(i => i.IsRequired ? Value.FromText(Sample(i)) : Value.Absent).ToArray();
        var run = new Invocation(values) { IsDryRun = true };
        flow.Inputs.Check(run);
        var outcome = await flow.RunAsync(run, cancellationToken);
        outcome.Answer?.Dispose();
        return outcome.Failure is null;
    }

    private bool NeedsMore(ServedSurface surface, Flow flow) => flow.ReachesUpstream && incomplete.Contains(surface.File);

    private static IEnumerable<(string Name, Flow Flow)> Units(ServedSurface surface)
    {
        IEnumerable<(string Name, Flow Flow)> units = surface.Exposure switch
        {
            RestExposure rest => from operation in rest.Operations let name = operation.Name where name is not null select (name, operation.Flow),
            McpExposure mcp => mcp.Tools.Select(t => (t.Name, t.Flow)),
            _ => [],
        };
        return units.GroupBy(u => u.Name).Where(g => g.Count() == 1).SelectMany(g => g);
    }

    private static int Required(Flow flow) => flow.Inputs.Inputs.Count(i => i.IsRequired);

    /// <summary>The credential is the operator's to fill in: it is never printed.</summary>
    private static string[] Credential(ServedSurface surface) => surface.Exposure.Guard switch
    {
        { Scheme: "bearer" or "oauth2" } => ["-H", "Authorization: Bearer TOKEN"],
        { Scheme: "digest" } => ["--digest", "-u", "USER:PASSWORD"],
        { Scheme: "basic" } => ["-u", "USER:PASSWORD"],
        { Header: { } header } => ["-H", $"{header}: KEY"],
        _ => [],
    };

    private static string UrlOf(ServedSurface surface, RestOperation operation)
    {
        var inputs = operation.Flow.Inputs.Inputs;
        var path = PlaceholderPattern().Replace(operation.Path, match => Uri.EscapeDataString(PathSample(inputs, match.Groups[1].Value)));
        var query = string.Join('&', inputs
            .Where(i => i.IsRequired && i.Place == InputPlace.Query)
            .Select(i => $"{Uri.EscapeDataString(i.PlaceName)}={Uri.EscapeDataString(Sample(i))}"));
        var separator = query.Length == 0 ? "" : path.Contains('?') ? "&" : "?";
        return $"{surface.Url}/{path.TrimStart('/')}{separator}{query}";
    }

    private static string PathSample(IReadOnlyList<Input> inputs, string placeholder) =>
        inputs.FirstOrDefault(i => i.Place == InputPlace.Path && (i.PlaceName == placeholder || i.Name == placeholder)) is { } input ? Sample(input) : "1";

    /// <summary>A value that the input's type allows.</summary>
    private static string Sample(Input input) => input switch
    {
        { Allowed: [var first, ..] } => first,
        { Type: "boolean" } => "true",
        { Type: "object" } or { IsWholeBody: true } => "{}",
        { Type: "array" } => "[]",
        _ => "1",
    };

    [GeneratedRegex(@"\{\{?\s*\+?([^{}]+?)\s*\}\}?")]
    private static partial Regex PlaceholderPattern();
}
