using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;
using Naftiko.Spec.Document.Exposes;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.Reading;

/// <summary>Reads the answers that a REST operation declares.</summary>
internal static class ResponsesReader
{
    public static IReadOnlyList<ResponseSpec> Read(MappingReader operation)
    {
        var binary = operation.Mapping("responseBinary");
        var full = operation.Mapping("responses");
        if (binary is null)
        {
            return full is null ? [] : [.. full.Entries.Select(e => Response(e, operation.Diagnostics)).OfType<ResponseSpec>()];
        }

        if (full is not null)
        {
            operation.Diagnostics.Add(StructureDiagnostics.TwoSpellings, full.Span, "'responses' says again what 'responseBinary' says; the latter counts");
        }

        var reader = new MappingReader(binary, "'responseBinary'", operation.Diagnostics);
        var status = reader.Spanned("status") ?? new SpannedText("200", binary.Span);
        var mediaType = reader.Required("mediaType");
        var response = new ResponseSpec(
            status.Value, reader.Text("description"), mediaType is { } type ? [new ResponseContentSpec(type.Value, IsBinary: true, null)] : [], binary.Span);
        reader.ReportUnknown();
        return IsStatus(status, operation.Diagnostics) ? [response] : [];
    }

    private static ResponseSpec? Response(MappingEntry entry, DiagnosticBag diagnostics)
    {
        if (!IsStatus(new SpannedText(entry.Key.Text, entry.Key.Span), diagnostics))
        {
            return null;
        }

        var reader = new MappingReader(entry.Value as MappingNode ?? new MappingNode(entry.Key.Span, []), "a response", diagnostics);
        reader.Ignore("headers");
        var response = new ResponseSpec(entry.Key.Text, reader.Text("description"), [.. reader.Entries("content").Select(c => Content(c, diagnostics))], entry.Key.Span);
        reader.ReportUnknown();
        return response;
    }

    private static ResponseContentSpec Content(NamedEntry entry, DiagnosticBag diagnostics)
    {
        var reader = new MappingReader(entry.Node, "a response's content", diagnostics);
        reader.Ignore("example", "examples");
        var content = new ResponseContentSpec(entry.Key ?? "", reader.Flag("binary") ?? false, reader.Mapping("schema"));
        reader.ReportUnknown();
        return content;
    }

    private static bool IsStatus(SpannedText status, DiagnosticBag diagnostics)
    {
        if (IsStatus(status.Value))
        {
            return true;
        }

        diagnostics.Add(StructureDiagnostics.UnknownValue, status.Span, $"'{status.Value}' is no status", "three digits, or 2XX for a range");
        return false;
    }

    private static bool IsStatus(string text) =>
        text is [>= '1' and <= '5', var second, var third] && (char.IsAsciiDigit(second) || second == 'X') && (char.IsAsciiDigit(third) || third == 'X');
}
