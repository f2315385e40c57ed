using Microsoft.OpenApi;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Spec.OpenApi;

/// <summary>Reads the operations of a document, path by path.</summary>
internal sealed class OperationImport(ImportContext context, ServerImport servers, SecurityImport security)
{
    private const int MaxOperations = 10_000;

    /// <summary>What a server takes in a request line.</summary>
    private const int MaxPathLength = 2048;

    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

    private readonly SchemaReader _schemas = new(context);
    private readonly UniqueNames _names = new();
    private int _count;

    public IEnumerable<ImportedOperation> Import()
    {
        foreach (var (path, written) in context.Document.Paths ?? [])
        {
            var span = context.Places.Find(["paths", path]);
            if (context.Resolve(written, span) is not { Operations.Count: > 0 } item)
            {
                continue;
            }

            if (path.Length > MaxPathLength)
            {
                context.Report(ImportDiagnostics.TooLarge, span, $"a path is longer than {MaxPathLength} characters; its operations are left out");
                continue;
            }

            var operations = item.Operations.Where(o => IsImported(o.Key.Method, path)).Select(o => Import(path, item, o.Key.Method, o.Value)).ToList();
            var names = PathNames.Of(path, [.. operations.SelectMany(o => o.Inputs)]);
            foreach (var operation in operations)
            {
                var inputs = operation.Inputs.Select(i => Rename(i, names, path, operation.Method)).OfType<ImportedInput>();
                yield return operation with { Path = names.Path, Inputs = [.. inputs] };
            }
        }
    }

    private bool IsImported(string method, string path)
    {
        if (!Methods.Contains(method))
        {
            var span = context.Places.Find(["paths", path, method.ToLowerInvariant()]);
            context.Report(ImportDiagnostics.NotExpressible, span, $"operations of the method {method} are not imported");
            return false;
        }

        if (++_count <= MaxOperations)
        {
            return true;
        }

        context.Report(ImportDiagnostics.TooLarge, context.Places.Find(["paths", path]), $"the document has more than {MaxOperations} operations; the rest is left out");
        return false;
    }

    private ImportedOperation Import(string path, IOpenApiPathItem item, string method, OpenApiOperation operation)
    {
        var key = method.ToLowerInvariant();
        var span = context.Places.Find(["paths", path, key]);
        var parameters = new ParameterImport(context, _schemas).Import(item, operation, path, key);
        var body = new BodyImport(context, _schemas).Import(operation.RequestBody, context.Places.Find(["paths", path, key, "requestBody"]));
        (IList<OpenApiServer>? Servers, string[] Place) owned = operation.Servers is { Count: > 0 } own ? (own, ["paths", path, key, "servers"])
            : item.Servers is { Count: > 0 } shared ? (shared, ["paths", path, "servers"])
            : (context.Document.Servers, ["servers"]);
        return new ImportedOperation
        {
            Name = _names.Take(NameOf(operation, key, path)),
            Method = method,
            Path = path,
            BaseUri = servers.BaseUri(owned.Servers, owned.Place),
            Security = security.Import(operation, span),
            Inputs = [.. Separate(parameters, body.Inputs)],
            Body = body.Block,
            Response = new ResponseImport(context, _schemas).Import(operation.Responses, span),
            Title = operation.Summary,
            Description = operation.Description,
        };
    }

    private static string NameOf(OpenApiOperation operation, string method, string path)
    {
        var name = ImportNames.Kebab(operation.OperationId ?? "");
        return name.Length > 0 ? name : ImportNames.Kebab($"{method}-{path}");
    }

    /// <summary>
    /// An input of a unit feeds every parameter of its name. Where a name stands in several places, the body's fields keep it and the others
    /// take their value from an input with the place in front: <c>header_id</c>.
    /// </summary>
    private static IEnumerable<ImportedInput> Separate(List<ImportedInput> parameters, IReadOnlyList<ImportedInput> body)
    {
        var taken = body.Select(b => b.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var parameter in parameters)
        {
            yield return parameter.In == "path" || taken.Add(parameter.Name)
                ? parameter
                : parameter with { Value = $"{{{{tools.{parameter.In}_{ImportNames.Kebab(parameter.Name)}}}}}" };
        }

        foreach (var field in body)
        {
            yield return field;
        }
    }

    /// <summary>A parameter under the name that the path has for it; null for one that the path has no place for.</summary>
    private ImportedInput? Rename(ImportedInput input, PathNames names, string path, string method)
    {
        if (input.In != "path")
        {
            return input;
        }

        if (names.Find(input.Name) is { } name)
        {
            return input with { Name = name };
        }

        var span = context.Places.Find(["paths", path, method.ToLowerInvariant()]);
        context.Report(ImportDiagnostics.Malformed, span, $"'{path}' has no place for the parameter '{input.Name}'; it is left out");
        return null;
    }
}
