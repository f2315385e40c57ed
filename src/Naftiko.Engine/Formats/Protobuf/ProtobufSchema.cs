using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;

namespace Naftiko.Engine.Formats.Protobuf;

/// <summary>Reads a <c>.proto</c> file with what it imports, and picks the message of an operation's answers.</summary>
internal sealed class ProtobufSchema
{
    private readonly Func<string, SourceSpan, SourceText?> _open;
    private readonly DiagnosticBag _diagnostics;
    private readonly ProtoSymbols _symbols = new();
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    private ProtobufSchema(Func<string, SourceSpan, SourceText?> open, DiagnosticBag diagnostics)
    {
        _open = open;
        _diagnostics = diagnostics;
    }

    /// <summary>The message, or null when the schema is wrong; why is in the bag, with the place in its file.</summary>
    /// <param name="source">The file.</param>
    /// <param name="message">The message's name, with or without its package; null: the first of the file.</param>
    /// <param name="at">Where the operation names the schema.</param>
    /// <param name="open">Opens an imported file: its name and the place of the import. Null when it cannot be opened, which is reported then.</param>
    /// <param name="diagnostics">Takes the faults.</param>
    public static ProtoMessage? Load(SourceText source, string? message, SourceSpan at, Func<string, SourceSpan, SourceText?> open, DiagnosticBag diagnostics)
    {
        var schema = new ProtobufSchema(open, diagnostics);
        return schema.Read(source) is { } messages && schema.Link() ? schema.Pick(messages, message, source, at) : null;
    }

    /// <summary>Reads a file and its imports; the messages of its top level, or null.</summary>
    private List<ProtoMessage>? Read(SourceText source)
    {
        _read.Add(source.Path);
        ProtoFileParser parser;
        try
        {
            parser = new ProtoFileParser(source, _symbols);
            parser.Parse();
        }
        catch (SchemaException fault)
        {
            _diagnostics.Add(ReferenceDiagnostics.MalformedSchema, source.SpanAt(fault.Offset, 0), fault.Message);
            return null;
        }

        foreach (var (file, offset) in parser.Imports)
        {
            if (!Import(file, source.SpanAt(offset, 0)))
            {
                return null;
            }
        }

        return parser.Messages;
    }

    private bool Import(string file, SourceSpan at)
    {
        if (WellKnownMessages.File(file) is { } known)
        {
            return _read.Contains(file) || Read(new SourceText(file, known)) is not null;
        }

        // Options only: nothing of it is in any answer.
        if (file == "google/protobuf/descriptor.proto")
        {
            return true;
        }

        return _open(file, at) is { } imported && (_read.Contains(imported.Path) || Read(imported) is not null);
    }

    private bool Link()
    {
        var unknown = _symbols.Link();
        foreach (var (field, source) in unknown)
        {
            _diagnostics.Add(ReferenceDiagnostics.MalformedSchema, source.SpanAt(field.Offset, field.TypeName.Length), $"the type '{field.TypeName}' is not declared");
        }

        return unknown.Count == 0;
    }

    private ProtoMessage? Pick(List<ProtoMessage> messages, string? name, SourceText source, SourceSpan at)
    {
        if (name is null)
        {
            if (messages.Count > 0)
            {
                return messages[0];
            }

            _diagnostics.Add(ReferenceDiagnostics.MalformedSchema, at, $"'{source.Path}' declares no message");
            return null;
        }

        var found = _symbols.Messages(name);
        if (found.Count == 1)
        {
            return found[0];
        }

        _diagnostics.Add(
            ReferenceDiagnostics.MalformedSchema,
            at,
            found.Count == 0 ? $"'{source.Path}' declares no message '{name}'" : $"'{source.Path}' has several messages '{name}': say the package too",
            Nearest.Hint(name, messages.Select(m => m.FullName)));
        return null;
    }
}
