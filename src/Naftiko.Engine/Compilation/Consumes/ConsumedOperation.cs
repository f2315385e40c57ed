using Naftiko.Spec.Document;
using Naftiko.Spec.Document.Consumes;
using Naftiko.Spec.Document.Parameters;

namespace Naftiko.Engine.Compilation.Consumes;

/// <summary>An operation of a consumed API with what it takes from its resource and its API.</summary>
internal sealed class ConsumedOperation
{
    public ConsumedOperation(ConsumesHttpSpec api, ConsumedResourceSpec resource, ConsumedOperationSpec spec)
    {
        Api = api;
        Spec = spec;
        var joined = OperationPath.Join(resource.Path.Value, spec.Path?.Value);
        var hash = joined.IndexOf('#');
        Fragment = hash < 0 ? "" : joined[(hash + 1)..];
        var sent = hash < 0 ? joined : joined[..hash];
        var query = sent.IndexOf('?');
        Path = query < 0 ? sent : sent[..query];
        Query = query < 0 ? "" : sent[(query + 1)..];
        PathText = new SpannedText(Path, (spec.Path ?? resource.Path).Span);
        Parameters = Inner(Inner(api.Inputs, resource.Inputs), spec.Inputs);
    }

    public ConsumesHttpSpec Api { get; }

    public ConsumedOperationSpec Spec { get; }

    /// <summary>Resource path and operation path joined, without query and fragment.</summary>
    public string Path { get; }

    public SpannedText PathText { get; }

    /// <summary>The query string that the path carries, without <c>?</c>.</summary>
    public string Query { get; }

    /// <summary>What stands behind <c>#</c>: never sent, but <c>name=value</c> may name a parameter's value.</summary>
    public string Fragment { get; }

    /// <summary>The inputs of API, resource and operation; inner ones have replaced outer ones of the same name and place.</summary>
    public IReadOnlyList<InputParameterSpec> Parameters { get; }

    /// <summary>Whether a request of this method has its inputs in the query rather than in a body, where nothing says otherwise.</summary>
    public bool PrefersQuery => Spec.Method is "GET" or "HEAD" or "DELETE" or "OPTIONS";

    private static IReadOnlyList<InputParameterSpec> Inner(IReadOnlyList<InputParameterSpec> outer, IReadOnlyList<InputParameterSpec> inner) =>
        outer.Count == 0 ? inner : [.. outer.Where(o => !inner.Any(i => i.Name == o.Name && i.In == o.In)), .. inner];
}
