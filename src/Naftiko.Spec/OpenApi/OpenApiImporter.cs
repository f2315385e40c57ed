using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.OpenApi.References;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.OpenApi;

/// <summary>Makes a capability file of an OpenAPI document (2.0, 3.0, 3.1; JSON or YAML) that serves every operation over REST and MCP.</summary>
public static class OpenApiImporter
{
    private const int MaxNamespace = 40;

    /// <summary>The capability file's text, or null, with an error, when there is nothing that can be imported.</summary>
    /// <param name="files">The document, and the files that it refers to.</param>
    /// <param name="options">What the operator decides.</param>
    /// <param name="diagnostics">Takes what was found, with places in the document.</param>
    public static string? Import(OpenApiFiles files, ImportOptions options, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(diagnostics);
        var root = ReferenceBundle.Build(files, options.Budget.MaxNodes, diagnostics);
        var places = new PointerPlaces(root);
        return Read(root, places, diagnostics) is { } document ? Import(new ImportContext(document, places, options, diagnostics), diagnostics) : null;
    }

    private static string? Import(ImportContext context, DiagnosticBag diagnostics)
    {
        var name = ImportNames.Kebab(context.Options.Namespace ?? context.Document.Info?.Title ?? "") is { Length: > 0 } words ? new UniqueNames(MaxNamespace).Take(words) : "api";
        var prefix = ImportNames.ScreamingSnake(name);
        var variables = new SortedSet<string>(StringComparer.Ordinal);
        var operations = new OperationImport(
            context,
            new ServerImport(context, prefix, variable => variables.Add(variable)),
            new SecurityImport(context, prefix, variable => variables.Add(variable))).Import().ToList();
        if (operations.Count > 0)
        {
            return YamlWriter.Write(new CapabilityDraft(name, context.Document, operations, variables).Build());
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
