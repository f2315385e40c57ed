using Naftiko.Engine.Inputs;
using Naftiko.Spec.Document.Parameters;

namespace Naftiko.Engine.Compilation.Consumes;

/// <summary>Where a consumed parameter stands in the upstream request.</summary>
internal static class Places
{
    public static InputPlace Of(InputParameterSpec parameter, ConsumedOperation operation) => parameter.In switch
    {
        "path" => InputPlace.Path,
        "query" => InputPlace.Query,
        "header" => InputPlace.Header,
        "cookie" => InputPlace.Cookie,
        "body" or "formdata" => IsWholeBody(parameter, operation) ? InputPlace.Body : InputPlace.BodyField,
        _ when HasPlaceholder(operation.Path, parameter.Name) => InputPlace.Path,
        _ => operation.PrefersQuery ? InputPlace.Query : IsWholeBody(parameter, operation) ? InputPlace.Body : InputPlace.BodyField,
    };

    /// <summary>The sole body input is the whole body when it is called <c>body</c> and the file gives no data of its own.</summary>
    private static bool IsWholeBody(InputParameterSpec parameter, ConsumedOperation operation) =>
        parameter.Name == "body"
        && operation.Spec.Body is null or { Data: null }
        && operation.Parameters.Count(p => p.In is "body" or "formdata" || (p.In is null && !operation.PrefersQuery && !HasPlaceholder(operation.Path, p.Name))) == 1;

    private static bool HasPlaceholder(string path, string name) =>
        path.Contains($"{{{name}}}", StringComparison.Ordinal) || path.Contains($"{{{{{name}}}}}", StringComparison.Ordinal);
}
