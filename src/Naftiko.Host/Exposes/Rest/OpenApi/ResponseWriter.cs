using System.Text.Json;
using Naftiko.Engine.Exposes;
using Naftiko.Engine.Flows;
using Naftiko.Spec.Document.Exposes;
using Naftiko.Spec.Yaml;

namespace Naftiko.Host.Exposes.Rest.OpenApi;

/// <summary>Writes the answers of an operation: those that the file declares, a success in any case, and problems.</summary>
internal static class ResponseWriter
{
    public static void Write(Utf8JsonWriter json, RestOperation operation)
    {
        json.WriteStartObject("responses");
        foreach (var response in operation.Responses.DistinctBy(r => r.Status, StringComparer.Ordinal))
        {
            WriteDeclared(json, response, operation);
        }

        if (!operation.Responses.Any(r => r.IsSuccess))
        {
            WriteSuccess(json, operation);
        }

        json.WriteStartObject("default");
        json.WriteString("$ref", ProblemSchema.Reference);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteDeclared(Utf8JsonWriter json, ResponseSpec response, RestOperation operation)
    {
        json.WriteStartObject(response.Status);
        json.WriteString("description", response.Description ?? (response.IsSuccess ? Describe(operation) : "An error."));
        if (operation.Method != "HEAD" && response.Contents.Count > 0)
        {
            json.WriteStartObject("content");
            foreach (var content in response.Contents.DistinctBy(c => c.MediaType, StringComparer.Ordinal))
            {
                WriteContent(json, content, response.IsSuccess ? operation.Flow : null);
            }

            json.WriteEndObject();
        }
        else if (response.IsSuccess && response.Status is not ("204" or "205"))
        {
            WriteAnswer(json, operation);
        }

        json.WriteEndObject();
    }

    private static void WriteContent(Utf8JsonWriter json, ResponseContentSpec content, Flow? flow)
    {
        json.WriteStartObject(content.MediaType);
        if (content.IsBinary)
        {
            json.WriteStartObject("schema");
            json.WriteString("type", "string");
            json.WriteString("format", "binary");
            json.WriteEndObject();
        }
        else if (content.Schema is not null)
        {
            json.WritePropertyName("schema");
            json.WriteRawValue(NodeJson.Write(content.Schema));
        }
        else if (flow is { HasShape: true })
        {
            json.WritePropertyName("schema");
            flow.WriteOutputSchema(json);
        }

        json.WriteEndObject();
    }

    /// <summary>A read answers 200; what else an upstream answers a write with (201, 202, 204) is passed on.</summary>
    private static void WriteSuccess(Utf8JsonWriter json, RestOperation operation)
    {
        json.WriteStartObject(operation.Method is "GET" or "HEAD" ? "200" : "2XX");
        json.WriteString("description", Describe(operation));
        WriteAnswer(json, operation);
        json.WriteEndObject();
    }

    private static void WriteAnswer(Utf8JsonWriter json, RestOperation operation)
    {
        if (operation.Method == "HEAD")
        {
            return;
        }

        json.WriteStartObject("content");
        WriteContent(json, new ResponseContentSpec(operation.Flow.AnswerMediaType ?? "*/*", IsBinary: false, null), operation.Flow);
        json.WriteEndObject();
    }

    private static string Describe(RestOperation operation) => operation.Flow.HasShape ? "The answer." : "The answer of the upstream API, as it came.";
}
