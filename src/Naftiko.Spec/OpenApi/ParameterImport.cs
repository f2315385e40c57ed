using System.Globalization;
using Microsoft.OpenApi;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.OpenApi;

/// <summary>Turns parameters into inputs. What a parameter's style does to lists and objects becomes part of how the input is written.</summary>
internal sealed class ParameterImport(ImportContext context, SchemaReader schemas)
{
    private const int MaxParameters = 500;

    // Descriptions of these as parameters are to be ignored (OpenAPI 3.1, section 4.8.12.1).
    private static readonly string[] IgnoredHeaders = ["Accept", "Content-Type", "Authorization"];

    /// <summary>The inputs of the operation's parameters and its path item's, which the operation's own replace.</summary>
    public List<ImportedInput> Import(IOpenApiPathItem item, OpenApiOperation operation, string path, string method)
    {
        var own = Resolve(operation.Parameters, ["paths", path, method, "parameters"]);
        var shared = Resolve(item.Parameters, ["paths", path, "parameters"])
            .Where(s => !own.Exists(o => o.Parameter.Name == s.Parameter.Name && o.Parameter.In == s.Parameter.In));
        var inputs = new List<ImportedInput>();
        foreach (var (parameter, span) in shared.Concat(own))
        {
            foreach (var input in Import(parameter, span))
            {
                if (!inputs.Exists(i => i.Name == input.Name && i.In == input.In))
                {
                    inputs.Add(input);
                }
            }
        }

        return inputs;
    }

    private List<(IOpenApiParameter Parameter, SourceSpan Span)> Resolve(IList<IOpenApiParameter>? written, string[] place)
    {
        var parameters = new List<(IOpenApiParameter, SourceSpan)>();
        if (written?.Count > MaxParameters)
        {
            context.Report(ImportDiagnostics.TooLarge, context.Places.Find(place), $"an operation has more than {MaxParameters} parameters; the rest is left out");
        }

        for (var i = 0; i < written?.Count && i < MaxParameters; i++)
        {
            var span = context.Places.Find([.. place, i.ToString(CultureInfo.InvariantCulture)]);
            if (context.Resolve(written[i], span) is { Name.Length: > 0, In: not null } parameter)
            {
                parameters.Add((parameter, span));
            }
        }

        return parameters;
    }

    private IEnumerable<ImportedInput> Import(IOpenApiParameter parameter, SourceSpan span)
    {
        var name = parameter.Name ?? "";
        var place = PlaceOf(parameter);
        if (place is null || (place == "header" && IgnoredHeaders.Contains(name, StringComparer.OrdinalIgnoreCase)))
        {
            return [];
        }

        var media = parameter.Content?.Values.FirstOrDefault();
        var facts = schemas.Read(media is null ? parameter.Schema : context.Resolve(media, span)?.Schema, span);
        var isRequired = parameter.Required || place == "path";
        var input = ImportedInput.Of(name, place, facts, isRequired, parameter.Description) with { PathPrefix = place == "path" ? PrefixOf(parameter) : "" };
        return media is not null
            ? [input]
            : facts.Type switch
            {
                "array" => [List(input, parameter, span)],
                "object" => Object(input, parameter, facts, span),
                _ => [input],
            };
    }

    private static string PrefixOf(IOpenApiParameter parameter) => parameter.Style switch
    {
        ParameterStyle.Label => ".",
        ParameterStyle.Matrix => $";{Uri.EscapeDataString(parameter.Name ?? "")}=",
        _ => "",
    };

    private static string? PlaceOf(IOpenApiParameter parameter) => parameter.In switch
    {
        ParameterLocation.Path => "path",
        ParameterLocation.Query => "query",
        ParameterLocation.Header => "header",
        ParameterLocation.Cookie => "cookie",
        _ => null,
    };

    /// <summary>Lists that repeat their key or stand in a header are lists; those between separators are the text that is sent.</summary>
    private ImportedInput List(ImportedInput input, IOpenApiParameter parameter, SourceSpan span)
    {
        if (input.In == "header" || (input.In == "query" && parameter.Explode))
        {
            return input;
        }

        if (parameter.Style == ParameterStyle.Matrix && parameter.Explode)
        {
            context.Report(ImportDiagnostics.NotExpressible, span, $"the parameter '{input.Name}' repeats its name for each value; only one value can be sent");
            return input with { Type = input.ItemsType ?? "string", ItemsType = null };
        }

        var separator = parameter.Style switch
        {
            ParameterStyle.Label when parameter.Explode => SeparatedList.Dots,
            ParameterStyle.PipeDelimited => SeparatedList.Bars,
            ParameterStyle.SpaceDelimited => SeparatedList.Blanks,
            _ => SeparatedList.Commas,
        };
        var allowed = input.Enum.OfType<ScalarNode>().Select(v => v.Text);
        return input with { Type = "string", ItemsType = null, Enum = [], Description = SeparatedList.Describe(input.Description, separator, allowed) };
    }

    /// <summary>The members of an object in the query are parameters of their own: <c>color[R]</c> (deepObject) or <c>R</c> (form).</summary>
    private IEnumerable<ImportedInput> Object(ImportedInput input, IOpenApiParameter parameter, SchemaFacts facts, SourceSpan span)
    {
        var isDeep = parameter.Style == ParameterStyle.DeepObject;
        if (input.In != "query" || facts.Members.Count == 0 || !(isDeep || parameter.Explode))
        {
            context.Report(ImportDiagnostics.NotExpressible, span,
                $"the parameter '{input.Name}' is an object without listed members, or in a style that is not known; it is sent as JSON");
            return [input];
        }

        return facts.Members.Select(m =>
        {
            var member = schemas.Read(m.Value, span);
            var isRequired = input.IsRequired && facts.Required.Contains(m.Key);
            return ImportedInput.Of(isDeep ? $"{input.Name}[{m.Key}]" : m.Key, "query", member, isRequired, null);
        });
    }
}
