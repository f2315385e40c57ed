using Microsoft.OpenApi;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.OpenApi.References;
using Naftiko.Spec.Sources;

namespace Naftiko.Spec.OpenApi;

/// <summary>One import: the document, where its parts stand, and what was found on the way.</summary>
internal sealed class ImportContext(OpenApiDocument document, PointerPlaces places, ImportOptions options, DiagnosticBag diagnostics)
{
    /// <summary>After so many, a document is not worth a longer list.</summary>
    private const int MaxReports = 500;

    private readonly HashSet<(DiagnosticDescriptor, string)> _reported = [];

    public OpenApiDocument Document => document;

    public PointerPlaces Places => places;

    public ImportOptions Options => options;

    /// <summary>Reports something once, however often the document says it.</summary>
    public void Report(DiagnosticDescriptor descriptor, SourceSpan span, string message, string? hint = null)
    {
        if (_reported.Count < MaxReports && _reported.Add((descriptor, message)))
        {
            diagnostics.Add(descriptor, span, message, hint);
        }
    }

    public IOpenApiSchema? Resolve(IOpenApiSchema? schema, SourceSpan span) =>
        schema is OpenApiSchemaReference reference ? Follow<IOpenApiSchema>(() => reference.RecursiveTarget, reference.Reference, span) : schema;

    public IOpenApiParameter? Resolve(IOpenApiParameter parameter, SourceSpan span) =>
        parameter is OpenApiParameterReference reference ? Follow<IOpenApiParameter>(() => reference.RecursiveTarget, reference.Reference, span) : parameter;

    public IOpenApiRequestBody? Resolve(IOpenApiRequestBody body, SourceSpan span) =>
        body is OpenApiRequestBodyReference reference ? Follow<IOpenApiRequestBody>(() => reference.RecursiveTarget, reference.Reference, span) : body;

    public IOpenApiResponse? Resolve(IOpenApiResponse response, SourceSpan span) =>
        response is OpenApiResponseReference reference ? Follow<IOpenApiResponse>(() => reference.RecursiveTarget, reference.Reference, span) : response;

    public IOpenApiPathItem? Resolve(IOpenApiPathItem item, SourceSpan span) =>
        item is OpenApiPathItemReference reference ? Follow<IOpenApiPathItem>(() => reference.RecursiveTarget, reference.Reference, span) : item;

    public IOpenApiSecurityScheme? Resolve(IOpenApiSecurityScheme scheme, SourceSpan span) =>
        scheme is OpenApiSecuritySchemeReference reference ? Follow<IOpenApiSecurityScheme>(() => reference.RecursiveTarget, reference.Reference, span) : scheme;

    public IOpenApiMediaType? Resolve(IOpenApiMediaType media, SourceSpan span) =>
        media is OpenApiMediaTypeReference reference ? Follow<IOpenApiMediaType>(() => reference.RecursiveTarget, reference.Reference, span) : media;

    private T? Follow<T>(Func<T?> target, BaseOpenApiReference reference, SourceSpan span)
        where T : class
    {
        T? found = null;
        try
        {
            found = target();
        }
        catch (InvalidOperationException)
        {
            // The library's answer to references that lead in a circle.
        }

        if (found is null)
        {
            Report(ImportDiagnostics.Unresolved, span, $"'{reference.ReferenceV3 ?? reference.Id}' leads to nothing in this document; what refers to it does without");
        }

        return found;
    }
}
