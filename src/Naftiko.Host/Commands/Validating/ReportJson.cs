using Naftiko.Host.Commands.Printing;
using Naftiko.Host.Diagnostics;

namespace Naftiko.Host.Commands.Validating;

/// <summary>Writes what was found for other programs: one JSON object.</summary>
internal static class ReportJson
{
    public static void Write(TextWriter writer, Report report) => JsonText.Write(writer, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("files", report.Files.Count);
        DiagnosticJson.WriteMembers(json, report.Diagnostics);
        json.WriteEndObject();
    });
}
