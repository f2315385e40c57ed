using System.Text;
using Naftiko.Engine.Formats;
using Naftiko.Engine.Formats.Avro;
using Naftiko.Engine.Formats.Protobuf;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;
using Naftiko.Spec.Document.Consumes;
using Naftiko.Spec.Sources;

namespace Naftiko.Engine.Compilation.Consumes;

/// <summary>
/// Compiles <c>outputRawFormat</c> and <c>outputSchema</c>: for HTML a CSS selector, for Markdown the beginning of a heading, with its marks or without, for Avro a file (or
/// the schema itself, as JSON), for protobuf a <c>.proto</c> file with <c>#Message</c> behind it where it is not the first. Each operation once.
/// </summary>
internal sealed class FormatCompiler(ISourceLoader loader, DiagnosticBag diagnostics)
{
    private readonly Dictionary<ConsumedOperationSpec, (bool IsUsable, IFormat? Format)> _compiled = new(ReferenceEqualityComparer.Instance);

    /// <summary>The format of an operation's answers.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="format">The format; null for JSON, for none, and for unknown names, which are reported.</param>
    /// <returns>False (reported) when its schema cannot be used: no answer could be read.</returns>
    public bool TryCompile(ConsumedOperationSpec operation, out IFormat? format)
    {
        if (!_compiled.TryGetValue(operation, out var compiled))
        {
            var isUsable = Compile(operation, out format);
            _compiled.Add(operation, compiled = (isUsable, format));
        }

        format = compiled.Format;
        return compiled.IsUsable;
    }

    private bool Compile(ConsumedOperationSpec operation, out IFormat? format)
    {
        var name = operation.OutputRawFormat?.Value;
        format = null;
        if (name is null or "json")
        {
            return true;
        }

        if (!FormatCatalogue.Names.Contains(name))
        {
            diagnostics.Add(
                ReferenceDiagnostics.UnsupportedFormat,
                operation.OutputRawFormat?.Span ?? operation.Span,
                $"'{name}' is no format of answers; the media type of each decides",
                Nearest.Hint(name, FormatCatalogue.Names));
            return true;
        }

        format = (name, operation.OutputSchema) switch
        {
            ("html", { } selector) => Html(selector),
            ("markdown", { } prefix) => new MarkdownFormat(prefix.Value),
            ("avro", { } schema) => Avro(schema),
            ("avro", null) => new AvroFormat(null),
            ("protobuf", { } schema) => Protobuf(schema),
            ("protobuf", null) => Missing(operation),
            _ => FormatCatalogue.Find(name),
        };
        return format is not null;
    }

    private IFormat? Missing(ConsumedOperationSpec operation)
    {
        diagnostics.Add(
            ReferenceDiagnostics.MissingSchema, operation.Span, $"the protobuf answers of '{operation.Name}' cannot be read without a schema", "outputSchema names a .proto file");
        return null;
    }

    private HtmlFormat? Html(SpannedText selector)
    {
        var format = HtmlFormat.Create(selector.Value);
        if (format is null)
        {
            diagnostics.Add(ReferenceDiagnostics.MalformedSchema, selector.Span, $"'{selector.Value}' is no CSS selector");
        }

        return format;
    }

    private AvroFormat? Avro(SpannedText schema)
    {
        var isInline = schema.Value.AsSpan().TrimStart() is ['{' or '[', ..];
        if ((isInline ? new SourceText(schema.Span.File, schema.Value) : loader.Load(schema.Value, schema.Span, diagnostics)) is not { } source)
        {
            return null;
        }

        try
        {
            return new AvroFormat(AvroSchema.Parse(Encoding.UTF8.GetBytes(source.Text)));
        }
        catch (SchemaException fault)
        {
            diagnostics.Add(ReferenceDiagnostics.MalformedSchema, isInline ? schema.Span : source.SpanAt(fault.Offset, 0), fault.Message);
            return null;
        }
    }

    private ProtobufFormat? Protobuf(SpannedText schema)
    {
        var hash = schema.Value.IndexOf('#');
        var file = hash < 0 ? schema.Value : schema.Value[..hash];
        var message = hash < 0 ? null : schema.Value[(hash + 1)..];
        return loader.Load(file, schema.Span, diagnostics) is { } source
            && ProtobufSchema.Load(source, message, schema.Span, (import, at) => loader.Load(import, at, diagnostics), diagnostics) is { } found
                ? new ProtobufFormat(found)
                : null;
    }
}
