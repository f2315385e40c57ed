using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.OpenApi;

/// <summary>Makes a capability file of an OpenAPI document (2.0, 3.0, 3.1; JSON or YAML) that serves every operation over REST and MCP.</summary>
public static class OpenApiImporter
{
    private const int MaxNamespace = 40;

    /// <summary>The capability file's text, or null, with an error, when there is nothing that can be imported.</summary>
    /// <param name="source">The document.</param>
    /// <param name="options">What the operator decides.</param>
    /// <param name="diagnostics">Takes what was found, with places in the document.</param>
    public static string? Import(SourceText source, ImportOptions options, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(diagnostics);
        if (YamlParser.Parse(source, options.Budget, diagnostics) is not { } root)
        {
            return null;
        }

        if (root is not MappingNode mapping || (mapping["openapi"] ?? mapping["swagger"]) is null)
        {
            diagnostics.Add(ImportDiagnostics.NotOpenApi, root.Span, "neither 'openapi' nor 'swagger' stands at the root: this is no OpenAPI document");
            return null;
        }

        var places = new PointerPlaces(root);
        return Read(mapping, places, diagnostics) is { } document ? Import(new ImportContext(document, places, options, diagnostics), diagnostics) : null;
    }

    private static string? Import(ImportContext context, DiagnosticBag diagnostics)
    {
        var info = context.Document.Info ?? new OpenApiInfo();
        var name = ImportNames.Kebab(context.Options.Namespace ?? info.Title ?? "") is { Length: > 0 } words ? new UniqueNames(MaxNamespace).Take(words) : "api";
        var prefix = ImportNames.ScreamingSnake(name);
        var variables = new SortedSet<string>(StringComparer.Ordinal);
        var operations = new OperationImport(
            context,
            new ServerImport(context, prefix, variable => variables.Add(variable)),
            new SecurityImport(context, prefix, variable => variables.Add(variable))).Import().ToList();
        if (operations.Count > 0)
        {
            return YamlWriter.Write(new CapabilityDraft(name, info, operations, variables).Build());
        }

        diagnostics.Add(ImportDiagnostics.Nothing, context.Places.Find(["paths"]), "the document has no operation that can be imported");
        return null;
    }

    private static OpenApiDocument? Read(MappingNode root, PointerPlaces places, DiagnosticBag diagnostics)
    {
        var tidy = EmptyParts.Remove(root);
        var json = NodeJson.Write(root["swagger"] is null ? tidy : Swagger2.Complete(tidy));
        try
        {
            // The library's rules are about how documents should be written; what matters here is what can be used.
            var settings = new OpenApiReaderSettings { LoadExternalRefs = false, RuleSet = ValidationRuleSet.GetEmptyRuleSet() };
            var (document, found) = OpenApiDocument.Parse(json, "json", settings);
            foreach (var error in (found?.Errors ?? []).Take(100))
            {
                diagnostics.Add(ImportDiagnostics.Malformed, places.Find(error.Pointer), error.Message.TrimEnd('.'));
            }

            if (document is not null)
            {
                return document;
            }
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // The library throws whatever it comes upon, null references too, at documents that are nothing like one.
        }

        diagnostics.Add(ImportDiagnostics.NotOpenApi, root.Span, "the document cannot be read as OpenAPI 2.0, 3.0 or 3.1");
        return null;
    }
}
