using System.Text.RegularExpressions;
using Naftiko.Engine.Exposes;
using Naftiko.Engine.Flows;
using Naftiko.Host.Commands.Options;

namespace Naftiko.Host.Commands.Printing;

/// <summary>The three first things to try, chosen from what is served: commands that can be copied.</summary>
internal static partial class FirstSteps
{
    public static IReadOnlyList<string> Of(IReadOnlyList<ServedSurface> served, ServeSettings settings)
    {
        string?[] lines = [Get(served), Call(served, settings), Mcp(served)];
        string[] others = [Listing(served), ShellText.Naftiko("validate", [.. settings.Paths])];
        return [.. lines.OfType<string>().Concat(others).Take(3)];
    }

    /// <summary>The GET that most likely answers at once: of an open surface, a mock, without inputs to fill in.</summary>
    private static string? Get(IReadOnlyList<ServedSurface> served)
    {
        var gets = from surface in served
                   where surface.Exposure is RestExposure
                   from operation in ((RestExposure)surface.Exposure).Operations
                   where operation.Method == "GET" && operation.Flow.Inputs.Inputs.All(i => !i.IsRequired || i.Place is InputPlace.Path or InputPlace.Query)
                   orderby surface.Exposure.Guard is not null, operation.Flow.Inputs.Inputs.Count(i => i.IsRequired), operation.Flow.ReachesUpstream
                   select (Surface: surface, Operation: operation);
        return gets.FirstOrDefault() is { Surface: { } first, Operation: { } get } ? ShellText.Join(["curl", "-s", .. Credential(first), UrlOf(first, get)]) : null;
    }

    private static string? Call(IReadOnlyList<ServedSurface> served, ServeSettings settings)
    {
        var unique = served.GroupBy(s => (s.File, s.Exposure.Namespace)).Where(g => g.Count() == 1).SelectMany(g => g);
        var units = from surface in unique
                    from unit in Units(surface)
                    orderby Required(unit.Flow), !unit.Flow.ReachesUpstream
                    select (Surface: surface, unit.Name, unit.Flow);
        if (units.FirstOrDefault() is not { Surface: { } chosen } call)
        {
            return null;
        }

        var arguments = call.Flow.Inputs.Inputs.Where(i => i.IsRequired).SelectMany(i => new[] { "--arg", $"{i.Name}={Sample(i)}" });
        var envFiles = settings.Loading.EnvFiles.SelectMany(f => new[] { "--env-file", f });
        string[] dryRun = call.Flow.ReachesUpstream ? ["--dry-run"] : [];
        return ShellText.Naftiko("call", [chosen.File, $"{chosen.Exposure.Namespace}.{call.Name}", .. arguments, .. envFiles, .. dryRun]);
    }

    private static string? Mcp(IReadOnlyList<ServedSurface> served)
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

    private static string Listing(IReadOnlyList<ServedSurface> served) => ShellText.Join(["curl", "-s", $"http://{served[0].Authority}/"]);

    private static IEnumerable<(string Name, Flow Flow)> Units(ServedSurface surface)
    {
        IEnumerable<(string Name, Flow Flow)> units = surface.Exposure switch
        {
            RestExposure rest => rest.Operations.Where(o => o.Name is not null).Select(o => (o.Name!, o.Flow)),
            McpExposure mcp => mcp.Tools.Select(t => (t.Name, t.Flow)),
            _ => [],
        };
        return units.GroupBy(u => u.Item1).Where(g => g.Count() == 1).SelectMany(g => g);
    }

    private static int Required(Flow flow) => flow.Inputs.Inputs.Count(i => i.IsRequired);

    /// <summary>The credential is the operator's to fill in: it is never printed.</summary>
    private static string[] Credential(ServedSurface surface) => surface.Exposure.Guard switch
    {
        { Scheme: "bearer" } => ["-H", "Authorization: Bearer TOKEN"],
        { Scheme: "basic" } => ["-u", "USER:PASSWORD"],
        { Header: { } header } => ["-H", $"{header}: KEY"],
        _ => [],
    };

    private static string UrlOf(ServedSurface surface, RestOperation operation)
    {
        var inputs = operation.Flow.Inputs.Inputs;
        var path = PlaceholderPattern().Replace(operation.Path, match =>
            Uri.EscapeDataString(inputs.FirstOrDefault(i => i.Place == InputPlace.Path && (i.PlaceName == match.Groups[1].Value || i.Name == match.Groups[1].Value)) is { } input
                ? Sample(input)
                : "1"));
        var query = string.Join('&', inputs.Where(i => i.IsRequired && i.Place == InputPlace.Query).Select(i => $"{Uri.EscapeDataString(i.PlaceName)}={Uri.EscapeDataString(Sample(i))}"));
        var separator = query.Length == 0 ? "" : path.Contains('?') ? "&" : "?";
        return $"{surface.Url}/{path.TrimStart('/')}{separator}{query}";
    }

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
