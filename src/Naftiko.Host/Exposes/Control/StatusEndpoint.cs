using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Xml;
using Microsoft.AspNetCore.Http;
using Naftiko.Engine;
using Naftiko.Host.Diagnostics;
using Naftiko.Host.Reloading;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Exposes.Control;

/// <summary><c>/status</c>: what runs, since when, where, and what is wrong with it.</summary>
internal sealed class StatusEndpoint(LiveServer server, string? file, Func<bool> isObserved)
{
    public Task AnswerAsync(HttpContext context, string[] placeholders)
    {
        var view = new ControlView(server.Status, file);
        return ControlJson.WriteAsync(context, StatusCodes.Status200OK, json => Write(json, view));
    }

    private void Write(Utf8JsonWriter json, ControlView view)
    {
        if (file is not null && view.Files.FirstOrDefault()?.Loaded.Capability is { } capability)
        {
            json.WriteStartObject("capability");
            WriteNames(json, capability);
            json.WriteEndObject();
        }

        json.WriteStartObject("engine");
        json.WriteString("version", ProductVersion.Text);
        json.WriteString("runtime", RuntimeInformation.FrameworkDescription);
        json.WriteBoolean("native", !RuntimeFeature.IsDynamicCodeSupported);
        json.WriteEndObject();
        json.WriteString("uptime", XmlConvert.ToString(TimeSpan.FromSeconds((long)server.Uptime.TotalSeconds)));
        json.WriteStartObject("otel");
        json.WriteString("status", isObserved() ? "active" : "inactive");
        json.WriteEndObject();
        json.WriteNumber("generation", view.Status.Generation);
        ControlJson.WriteAdapters(json, view.Adapters);
        WriteFiles(json, view);
        DiagnosticJson.WriteMembers(json, [.. view.Diagnostics]);
    }

    private static void WriteFiles(Utf8JsonWriter json, ControlView view)
    {
        json.WriteStartArray("files");
        foreach (var entry in view.Files)
        {
            json.WriteStartObject();
            json.WriteString("path", entry.Loaded.File.Path);
            json.WriteString("state", NameOf(entry.State));
            if (entry.Loaded.Capability is { } capability)
            {
                WriteNames(json, capability);
            }

            json.WriteNumber("errors", entry.Diagnostics.Count(d => d.Severity == Severity.Error));
            json.WriteNumber("warnings", entry.Diagnostics.Count(d => d.Severity == Severity.Warning));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>The name under the key that the file's generation of the specification has for it.</summary>
    private static void WriteNames(Utf8JsonWriter json, Capability capability)
    {
        if (capability.Info.Title is { } title)
        {
            json.WriteString(capability.SpecVersion.Contains("alpha", StringComparison.Ordinal) || capability.SpecVersion.StartsWith("0.", StringComparison.Ordinal) ? "label" : "display", title);
        }

        json.WriteString("specVersion", capability.SpecVersion);
    }

    private static string NameOf(FileState state) => state switch
    {
        FileState.Served => "served",
        FileState.Kept => "kept",
        FileState.Failed => "failed",
        _ => "skipped",
    };
}
