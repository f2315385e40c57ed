using Naftiko.Spec.Diagnostics;
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
        var response = new ResponseSpec(reader.Text("status") ?? "200", reader.Text("description"), reader.Required("mediaType")?.Value, IsBinary: true, binary.Span);
        reader.ReportUnknown();
        return [response];
    }

    private static ResponseSpec? Response(MappingEntry entry, DiagnosticBag diagnostics)
    {
        if (!IsStatus(entry.Key.Text))
        {
            diagnostics.Add(StructureDiagnostics.UnknownValue, entry.Key.Span, $"'{entry.Key.Text}' is no status", "three digits, or 2XX for a range");
            return null;
        }

        if (entry.Value is not MappingNode node)
        {
            return new ResponseSpec(entry.Key.Text, null, null, IsBinary: false, entry.Key.Span);
        }

        var reader = new MappingReader(node, "a response", diagnostics);
        reader.Ignore("headers");
        MappingEntry? content = reader.Mapping("content") is { Entries: [var first, ..] } ? first : null;
        var response = new ResponseSpec(
            entry.Key.Text, reader.Text("description"), content?.Key?.Text, content?.Value is MappingNode body && body["binary"] is ScalarNode { Text: "true" }, entry.Key.Span);
        reader.ReportUnknown();
        return response;
    }

    private static bool IsStatus(string text) =>
        text is [>= '1' and <= '5', var second, var third] && (char.IsAsciiDigit(second) || second == 'X') && (char.IsAsciiDigit(third) || third == 'X');
}
