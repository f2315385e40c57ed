using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;
using Naftiko.Spec.Document.Consumes;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.Reading;

/// <summary>Reads <c>consumes</c>.</summary>
internal static class ConsumesReader
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

    public static IReadOnlyList<ConsumesHttpSpec> Read(MappingReader parent)
    {
        var apis = new List<ConsumesHttpSpec>();
        foreach (var entry in parent.Entries("consumes"))
        {
            apis.Add(Api(new MappingReader(entry.Node, "a consumed API", parent.Diagnostics), entry));
        }

        return apis;
    }

    /// <summary>The <c>authentication</c> block (<c>auth</c> in published files), on either side.</summary>
    public static AuthenticationSpec? Authentication(MappingReader reader)
    {
        if (reader.Mapping("authentication", "auth") is not { } settings)
        {
            return null;
        }

        if (settings["type"] is ScalarNode { IsNull: false } type)
        {
            return new AuthenticationSpec(type.Text.Trim().ToLowerInvariant(), settings);
        }

        reader.Diagnostics.Add(StructureDiagnostics.MissingKey, settings.Span, "'authentication' needs 'type'");
        return new AuthenticationSpec("", settings);
    }

    private static ConsumesHttpSpec Api(MappingReader reader, NamedEntry entry)
    {
        var type = reader.Spanned("type");
        if (type is { } kind && kind.Value.ToLowerInvariant() is not ("http" or "https" or "rest"))
        {
            reader.Diagnostics.Add(StructureDiagnostics.UnknownValue, kind.Span, $"an API of type '{kind.Value}' cannot be consumed", "the specification has 'http'");
        }

        reader.Ignore("label", "display", "tags", "externalDocs");
        var headers = ParametersReader.Headers(reader);
        var api = new ConsumesHttpSpec
        {
            Namespace = reader.Text("namespace") ?? entry.Key ?? "",
            Span = entry.Span,
            BaseUri = reader.Spanned("baseUri") ?? new SpannedText("", entry.Span),
            Description = reader.Text("description"),
            Inputs = [.. headers, .. ParametersReader.Inputs(reader)],
            Authentication = Authentication(reader),
            Tunnel = Tunnel(reader),
            Resources = Resources(reader),
        };
        reader.ReportUnknown();
        return api;
    }

    private static TunnelSpec? Tunnel(MappingReader parent)
    {
        if (parent.Mapping("tunnel") is not { } node)
        {
            return null;
        }

        var reader = new MappingReader(node, "a tunnel", parent.Diagnostics);
        reader.Ignore("service");
        var fallback = reader.Spanned("fallback");
        if (fallback is { } said && said.Value is not ("fail" or "direct"))
        {
            reader.Diagnostics.Add(StructureDiagnostics.UnknownValue, said.Span, $"there is no fallback '{said.Value}'", "fail or direct");
        }

        var tunnel = new TunnelSpec(reader.Text("type"), reader.Spanned("identity"), fallback?.Value == "direct", node.Span);
        reader.ReportUnknown();
        return tunnel;
    }

    private static List<ConsumedResourceSpec> Resources(MappingReader parent)
    {
        var resources = new List<ConsumedResourceSpec>();
        foreach (var entry in parent.Entries("resources"))
        {
            var reader = new MappingReader(entry.Node, "a consumed resource", parent.Diagnostics);
            reader.Ignore("label", "display", "description", "tags");
            resources.Add(new ConsumedResourceSpec
            {
                Name = reader.Text("name") ?? entry.Key,
                Path = reader.Spanned("path") ?? new SpannedText("", entry.Span),
                Span = entry.Span,
                Inputs = ParametersReader.Inputs(reader),
                Operations = Operations(reader),
            });
            reader.ReportUnknown();
        }

        return resources;
    }

    private static List<ConsumedOperationSpec> Operations(MappingReader parent)
    {
        var operations = new List<ConsumedOperationSpec>();
        foreach (var entry in parent.Entries("operations"))
        {
            var reader = new MappingReader(entry.Node, "a consumed operation", parent.Diagnostics);
            reader.Ignore("label", "display", "tags");
            operations.Add(new ConsumedOperationSpec
            {
                Name = entry.Key ?? reader.Text("name", "id") ?? "",
                Span = entry.Span,
                Method = Method(reader),
                Path = reader.Spanned("path"),
                Description = reader.Text("description"),
                Inputs = ParametersReader.Inputs(reader),
                Body = Body(reader),
                OutputRawFormat = reader.Spanned("outputRawFormat") is { } format ? format with { Value = format.Value.Trim().ToLowerInvariant() } : null,
                OutputSchema = reader.Spanned("outputSchema"),
                OutputMediaType = reader.Text("outputMediaType"),
                MaxBinarySize = reader.Size("maxBinarySize"),
                Outputs = ParametersReader.Outputs(reader),
                HasFaults = reader.HasFaults,
            });
            reader.Ignore("name", "id");
            reader.ReportUnknown();
        }

        return operations;
    }

    /// <summary>The method. Others than HTTP's own are allowed (WebDAV has some), but not one that is nearly one of those.</summary>
    private static string Method(MappingReader reader)
    {
        if (reader.Spanned("method") is not { } written)
        {
            return "GET";
        }

        var method = written.Value.Trim().ToUpperInvariant();
        if (!Methods.Contains(method) && Nearest.Hint(method, Methods) is { } hint)
        {
            reader.Diagnostics.Add(StructureDiagnostics.DoubtfulMethod, written.Span, $"'{written.Value}' is no method of HTTP; it is sent as it is written", hint);
        }

        return method;
    }

    private static RequestBodySpec? Body(MappingReader parent)
    {
        switch (parent.Any("body"))
        {
            case null:
                return null;
            case ScalarNode text:
                return new RequestBodySpec(null, text, text.Span);
            case MappingNode mapping when mapping["type"] is ScalarNode { IsNull: false } type:
                var reader = new MappingReader(mapping, "a body", parent.Diagnostics);
                reader.Ignore("type", "description", "required");
                var data = reader.Any("data");
                reader.ReportUnknown();
                return new RequestBodySpec(MediaType(type, reader), data, mapping.Span);
            case var literal:
                // A body without a type is its own content, as JSON.
                return new RequestBodySpec(BodyTypes.Json, literal, literal.Span);
        }
    }

    private static string? MediaType(ScalarNode type, MappingReader reader)
    {
        var name = type.Text.Trim().ToLowerInvariant();
        var mediaType = BodyTypes.MediaTypeOf(name);
        if (name is "form" or "multipart")
        {
            reader.ReportPublished(type.Span, $"type: {name}", name == "form" ? "type: formUrlEncoded" : "type: multipartForm");
        }
        else if (mediaType is null)
        {
            reader.Diagnostics.Add(StructureDiagnostics.UnknownBodyType, type.Span, $"there is no body type '{type.Text}'; the content decides what is sent", Nearest.Hint(type.Text, BodyTypes.Names));
        }

        return mediaType;
    }
}
