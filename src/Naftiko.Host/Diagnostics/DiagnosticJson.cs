using System.Text.Json;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Diagnostics;

/// <summary>The JSON form of diagnostics: of <c>validate --format json</c>, and wherever else a program reads them.</summary>
internal static class DiagnosticJson
{
    /// <summary>The members of a report: <c>errors</c>, <c>warnings</c> and <c>diagnostics</c>.</summary>
    public static void WriteMembers(Utf8JsonWriter json, IReadOnlyList<Diagnostic> diagnostics)
    {
        json.WriteNumber("errors", diagnostics.Count(d => d.Severity == Severity.Error));
        json.WriteNumber("warnings", diagnostics.Count(d => d.Severity == Severity.Warning));
        json.WritePropertyName("diagnostics");
        Write(json, diagnostics);
    }

    /// <summary>An array of diagnostics.</summary>
    public static void Write(Utf8JsonWriter json, IEnumerable<Diagnostic> diagnostics)
    {
        json.WriteStartArray();
        foreach (var diagnostic in diagnostics)
        {
            Write(json, diagnostic);
        }

        json.WriteEndArray();
    }

    /// <summary>One diagnostic as an object: <c>id</c>, <c>severity</c>, <c>path</c>, <c>line</c>, <c>column</c>, <c>endLine</c>, <c>endColumn</c>, <c>message</c>, <c>hint</c>.</summary>
    public static void Write(Utf8JsonWriter json, Diagnostic diagnostic)
    {
        json.WriteStartObject();
        json.WriteString("id", diagnostic.Id);
        json.WriteString("severity", NameOf(diagnostic.Severity));
        json.WriteString("path", diagnostic.Span.File);
        json.WriteNumber("line", diagnostic.Span.Line);
        json.WriteNumber("column", diagnostic.Span.Column);
        json.WriteNumber("endLine", diagnostic.Span.EndLine);
        json.WriteNumber("endColumn", diagnostic.Span.EndColumn);
        json.WriteString("message", diagnostic.Message);
        if (diagnostic.Hint is { } hint)
        {
            json.WriteString("hint", hint);
        }

        json.WriteEndObject();
    }

    /// <summary>How a severity is written.</summary>
    public static string NameOf(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "info",
    };
}
