using Naftiko.Engine.Compilation.Authentication;
using Naftiko.Engine.Compilation.Inputs;
using Naftiko.Engine.Inputs;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;
using Naftiko.Spec.Document.Exposes;
using Naftiko.Spec.Expressions;
using Naftiko.Spec.Sources;

namespace Naftiko.Engine.Compilation.Consumes;

/// <summary>
/// Path parameters for which the consumed path has no place (published dialect, section 4). An exposed path of the same call may show
/// where they belong; otherwise the call would hit another resource, so it is refused.
/// </summary>
internal static class LostPaths
{
    /// <summary>The operation's path with a place for each of its path parameters, or null (reported).</summary>
    /// <param name="file">The file.</param>
    /// <param name="operation">What is called.</param>
    /// <param name="credential">What authentication adds.</param>
    /// <param name="fed">What the unit feeds into the path, whether the operation declares it or not.</param>
    /// <param name="call">The call's place.</param>
    public static SpannedText? Complete(FileContext file, ConsumedOperation operation, IReadOnlyList<CredentialPart> credential, IEnumerable<string> fed, SourceSpan call)
    {
        var path = operation.Path;
        ReportUnplaced(file, credential, operation.Api.BaseUri.Value, path, call);
        var lost = operation.Parameters.Where(p => p.In == "path").Select(p => p.Name).Concat(fed)
            .Where(name => !HasPlace(path, name) && !HasPlace(operation.Api.BaseUri.Value, name)).ToList();
        if (lost.Count == 0)
        {
            return operation.PathText;
        }

        foreach (var exposed in ExposedPaths(file, operation))
        {
            if (Tail(path, exposed) is not { } tail || !lost.TrueForAll(name => HasPlace(tail, name)))
            {
                continue;
            }

            var completed = $"{path.TrimEnd('/')}/{tail}";
            file.Diagnostics.Add(ReferenceDiagnostics.CompletedPath, call, $"'{path}' has no place for '{lost[0]}'; '{completed}' is called, as the exposed path shows");
            return new SpannedText(completed, operation.PathText.Span);
        }

        file.Diagnostics.Add(ReferenceDiagnostics.LostPathParameter, call,
            $"'{path}' has no place for the path parameter '{lost[0]}'; this unit is not exposed", $"write '{path.TrimEnd('/')}/{{{lost[0]}}}' if that is meant");
        return null;
    }

    /// <summary>Warns of a credential that goes into the path where neither base URI nor path has a place for it: it stays at home.</summary>
    public static void ReportUnplaced(FileContext file, IReadOnlyList<CredentialPart> credential, string baseUri, string path, SourceSpan span)
    {
        if (credential.FirstOrDefault(c => c.Place == InputPlace.Path && !HasPlace(path, c.Name) && !HasPlace(baseUri, c.Name)) is { } key)
        {
            file.Diagnostics.Add(ReferenceDiagnostics.UnsupportedAuthentication, span,
                $"neither base URI nor path has a place for the credential '{key.Name}'; requests go out without it", $"write '{{{key.Name}}}' where it belongs");
        }
    }

    /// <summary>Whether the path has a placeholder of that name, by the name rule.</summary>
    public static bool HasPlace(string path, string name) => Placeholders(path).Any(p => NameRule.IsSame(p, name));

    /// <summary>The names of a path's placeholders.</summary>
    public static IEnumerable<string> Placeholders(string path) =>
        Template.TryParse(path, isPath: true, out var template, out _) ? template.Holes().Select(h => LocalName(h.Name)) : [];

    private static string LocalName(string name) => References.TryInput(name, out var local, out _) ? local : name;

    private static IEnumerable<string> ExposedPaths(FileContext file, ConsumedOperation operation)
    {
        var call = $"{operation.Api.Namespace}.{operation.Spec.Name}";
        return
            from surface in file.File.Exposes.OfType<ExposesRestSpec>()
            from resource in surface.Resources
            from unit in resource.Operations
            where unit.Call?.Value == call
            select OperationPath.Join(resource.Path.Value, unit.Path?.Value);
    }

    /// <summary>What the exposed path has behind the consumed path's last literal segment, or null.</summary>
    private static string? Tail(string consumed, string exposed)
    {
        var last = consumed.Split('/', StringSplitOptions.RemoveEmptyEntries).LastOrDefault(s => !s.Contains('{'));
        var segments = exposed.Split('?')[0].Split('/', StringSplitOptions.RemoveEmptyEntries);
        var index = last is null ? -1 : Array.FindLastIndex(segments, s => NameRule.IsSame(s, last));
        return index >= 0 && index + 1 < segments.Length ? string.Join('/', segments[(index + 1)..]) : null;
    }
}
