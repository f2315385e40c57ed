using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.OpenApi;
using Naftiko.Engine;
using Naftiko.Engine.Exposes;
using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Host.Exposes.Rest.OpenApi;

/// <summary>The document of a REST surface for a file: what <c>openapi.json</c> answers, set out for reading.</summary>
internal static class OpenApiExport
{
    // A file for people; nothing of it is put into HTML by us.
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>OpenAPI 3.1, as JSON. Its server is the surface's mount on this machine.</summary>
    public static string Write31(Capability capability, RestExposure exposure)
    {
        var document = JsonElement.Parse(Compact(capability, exposure));
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            document.WriteTo(json);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    /// <summary>OpenAPI 3.0, as JSON, for tools that do not read 3.1: types that may be null become <c>nullable</c>.</summary>
    public static async Task<string> Write30Async(Capability capability, RestExposure exposure, CancellationToken cancellationToken)
    {
        var (document, _) = OpenApiDocument.Parse(Encoding.UTF8.GetString(Compact(capability, exposure)), "json");
        return document is null
            ? throw new InvalidOperationException("The document that was just written cannot be read.")
            : await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_0, cancellationToken) + "\n";
    }

    /// <summary>The same document in YAML.</summary>
    public static string ToYaml(string json) => YamlParser.Parse(new SourceText("openapi.json", json), YamlBudget.Default with { MaxBytes = int.MaxValue, MaxNodes = int.MaxValue }, []) is { } root
        ? YamlWriter.Write(root)
        : throw new InvalidOperationException("The document that was just written cannot be read.");

    private static byte[] Compact(Capability capability, RestExposure exposure)
    {
        var server = string.Create(CultureInfo.InvariantCulture, $"http://localhost:{exposure.Port}/{exposure.Namespace}");
        return OpenApiDescription.WithServer(OpenApiDescription.Write(capability, exposure), server);
    }
}
