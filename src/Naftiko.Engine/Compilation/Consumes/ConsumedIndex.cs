using Naftiko.Engine.Compilation.Inputs;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;
using Naftiko.Spec.Document.Consumes;

namespace Naftiko.Engine.Compilation.Consumes;

/// <summary>The consumed operations of a file by what <c>call</c> names.</summary>
internal sealed class ConsumedIndex
{
    private const int MostNamed = 3;

    private readonly Dictionary<string, List<ConsumedOperation>> _byCall = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<ConsumesHttpSpec> _apis;

    public ConsumedIndex(IReadOnlyList<ConsumesHttpSpec> apis)
    {
        _apis = apis;
        foreach (var api in apis)
        {
            foreach (var resource in api.Resources)
            {
                foreach (var spec in resource.Operations)
                {
                    var key = $"{api.Namespace}.{spec.Name}";
                    if (!_byCall.TryGetValue(key, out var same))
                    {
                        _byCall.Add(key, same = []);
                    }

                    same.Add(new ConsumedOperation(api, resource, spec));
                }
            }
        }
    }

    public IEnumerable<ConsumedOperation> Operations => _byCall.Values.SelectMany(o => o);

    /// <summary>
    /// The operation that a call names: exactly; in its namespace by the name rule; or, when there is no such namespace and one API only,
    /// that API's operation of the name. Of an operation that repeats, the <paramref name="occurrence"/>-th.
    /// </summary>
    /// <returns>Null (reported as an error) when it names nothing.</returns>
    public ConsumedOperation? Find(SpannedText call, int occurrence, DiagnosticBag diagnostics)
    {
        if (_byCall.TryGetValue(call.Value, out var exact))
        {
            return Nth(exact, call, occurrence, diagnostics);
        }

        if (FindLoosely(call.Value) is { } loose)
        {
            diagnostics.Add(ReferenceDiagnostics.LooseCall, call.Span, $"'{call.Value}' is taken to be '{loose[0].Api.Namespace}.{loose[0].Spec.Name}'");
            return Nth(loose, call, occurrence, diagnostics);
        }

        diagnostics.Add(ReferenceDiagnostics.UnknownCall, call.Span, $"'{call.Value}' names no consumed operation; this unit is not exposed",
            Nearest.Hint(call.Value, _byCall.Keys) ?? WhyNone(call.Value));
        return null;
    }

    /// <summary>Why nothing is near: one fault of the file, such as an import that is not there, and not one of each call.</summary>
    private string? WhyNone(string call)
    {
        var named = _apis.Where(a => call.StartsWith(a.Namespace + '.', StringComparison.Ordinal)).ToList();
        return _apis.Count == 0 ? "the file consumes no API"
            : named.Count == 0 ? $"the file consumes {string.Join(", ", _apis.Select(a => $"'{a.Namespace}'").Distinct().Take(MostNamed))}{(_apis.Count > MostNamed ? " and others" : "")}"
            : named.TrueForAll(a => a.Resources.All(r => r.Operations.Count == 0)) ? $"'{named[0].Namespace}' has no operations"
            : null;
    }

    private static ConsumedOperation Nth(List<ConsumedOperation> same, SpannedText call, int occurrence, DiagnosticBag diagnostics)
    {
        if (same.Count > 1)
        {
            diagnostics.Add(ReferenceDiagnostics.DuplicateName, call.Span,
                $"the operation '{same[0].Spec.Name}' stands {same.Count} times in '{same[0].Api.Namespace}'; unit {occurrence + 1} that calls it takes number {Math.Min(occurrence, same.Count - 1) + 1}");
        }

        return same[Math.Min(occurrence, same.Count - 1)];
    }

    private List<ConsumedOperation>? FindLoosely(string call)
    {
        // Namespaces may contain dots, and so may operation names: the longest namespace that fits.
        var api = _apis.Where(a => call.StartsWith(a.Namespace + '.', StringComparison.Ordinal)).MaxBy(a => a.Namespace.Length);
        if (api is null)
        {
            var dot = call.IndexOf('.');
            api = _apis.Count == 1 && dot > 0 ? _apis[0] : null;
            return api is not null && _byCall.TryGetValue($"{api.Namespace}.{call[(dot + 1)..]}", out var only) ? only : null;
        }

        var name = call[(api.Namespace.Length + 1)..];
        return _byCall.Values.FirstOrDefault(o => o[0].Api.Namespace == api.Namespace && NameRule.IsSame(o[0].Spec.Name, name));
    }
}
