using Naftiko.Engine.Compilation.Consumes;
using Naftiko.Engine.Compilation.Flows;
using Naftiko.Engine.Compilation.Inputs;
using Naftiko.Engine.Exposes;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document.Exposes;
using Naftiko.Spec.Document.Parameters;

namespace Naftiko.Engine.Compilation.Exposes;

/// <summary>Compiles the operations of a REST surface.</summary>
internal sealed class RestCompiler(FileContext file, FlowIndex flows)
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

    public IReadOnlyList<RestOperation> Compile(ExposesRestSpec surface)
    {
        var units = new UnitCompiler(file, flows, surface.MaxBinarySize);
        var occurrences = new Occurrences();
        var operations = new List<RestOperation>();
        foreach (var resource in surface.Resources)
        {
            foreach (var spec in resource.Operations)
            {
                var occurrence = occurrences.Next(spec.Call?.Value);
                if (!Methods.Contains(spec.Method))
                {
                    file.Diagnostics.Add(StructureDiagnostics.UnknownValue, spec.Span, $"there is no method '{spec.Method}'; this operation is not exposed", Nearest.Hint(spec.Method, Methods));
                    continue;
                }

                var path = OperationPath.Join(resource.Path.Value, spec.Path?.Value);
                var placeholders = LostPaths.Placeholders(path.Split('?')[0]).Distinct().ToList();
                ReportUnplaced(path, placeholders, spec.Inputs.Concat(resource.Inputs));
                if (units.Compile(spec, UnitKind.Rest, occurrence, placeholders, resource.Inputs) is { } flow)
                {
                    var inherited = spec.Ref is { } reference ? flows.Spec(reference.Value) : null;
                    operations.Add(new RestOperation(spec.Method, path, spec.Name ?? inherited?.Name, spec.Description ?? inherited?.Description ?? resource.Description, flow, spec.Span)
                    {
                        Resource = resource.Name,
                        Title = spec.Title ?? inherited?.Title,
                        Tags = [.. (spec.Tags.Count > 0 ? spec.Tags : inherited?.Tags ?? []).Union(resource.Tags)],
                        Responses = spec.Responses,
                    });
                }
            }
        }

        return operations;
    }

    /// <summary>Warns about inputs that no request can give.</summary>
    private void ReportUnplaced(string path, List<string> placeholders, IEnumerable<InputParameterSpec> inputs)
    {
        foreach (var input in inputs.Where(i => i.In == "path" && !placeholders.Exists(p => NameRule.IsSame(p, i.Name))))
        {
            file.Diagnostics.Add(ReferenceDiagnostics.UnplacedInput, input.Span, $"'{path}' has no place for the input '{input.Name}'", Nearest.Hint(input.Name, placeholders));
        }
    }
}
