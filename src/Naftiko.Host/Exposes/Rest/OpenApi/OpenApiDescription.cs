using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Naftiko.Engine;
using Naftiko.Engine.Exposes;

namespace Naftiko.Host.Exposes.Rest.OpenApi;

/// <summary>Writes what a REST surface offers as an OpenAPI 3.1 document.</summary>
internal static class OpenApiDescription
{
    private const string Version = "3.1.0";

    // Descriptions are read by people; nothing of the document is put into HTML by us.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The members of the document in an object, but for <c>openapi</c> and <c>servers</c>, which <see cref="WithServer"/> adds.</summary>
    public static byte[] Write(Capability capability, RestExposure exposure)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            WriteInfo(json, capability, exposure);
            WritePaths(json, exposure);
            WriteComponents(json, exposure.Guard);
            if (exposure.Guard is { } guard)
            {
                SecurityWriter.WriteRequirement(json, guard);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The whole document.</summary>
    /// <param name="description">What <see cref="Write"/> has written.</param>
    /// <param name="server">The URL of the mount, absolute or relative to where the document stands.</param>
    public static byte[] WithServer(byte[] description, string server)
    {
        var head = $$"""{"openapi":"{{Version}}","servers":[{"url":"{{JsonEncodedText.Encode(server)}}"}],""";
        return [.. Encoding.UTF8.GetBytes(head), .. description.AsSpan(1)];
    }

    private static void WriteInfo(Utf8JsonWriter json, Capability capability, RestExposure exposure)
    {
        json.WriteStartObject("info");
        json.WriteString("title", capability.Info.Title ?? exposure.Namespace);
        json.WriteString("version", capability.Info.Version ?? "1.0.0");
        if ((exposure.Description ?? capability.Info.Description) is { } description)
        {
            json.WriteString("description", description);
        }

        json.WriteEndObject();
    }

    private static void WritePaths(Utf8JsonWriter json, RestExposure exposure)
    {
        json.WriteStartObject("paths");
        foreach (var item in DocumentedPaths.Of(exposure))
        {
            json.WriteStartObject(item.Path);
            foreach (var operation in item.Operations)
            {
                json.WritePropertyName(operation.Operation.Method.ToLowerInvariant());
                OperationWriter.Write(json, operation, exposure);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteComponents(Utf8JsonWriter json, Guard? guard)
    {
        json.WriteStartObject("components");
        ProblemSchema.Write(json);
        if (guard is not null)
        {
            SecurityWriter.WriteSchemes(json, guard);
        }

        json.WriteEndObject();
    }
}
