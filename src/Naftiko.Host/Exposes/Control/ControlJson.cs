using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Naftiko.Engine.Expressions;
using Naftiko.Engine.Values;
using Naftiko.Host.Reloading;

namespace Naftiko.Host.Exposes.Control;

/// <summary>Writes what control surfaces answer: a JSON object that no cache may keep.</summary>
internal static class ControlJson
{
    /// <param name="context">The request.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="members">Writes the object's members.</param>
    public static async Task WriteAsync(HttpContext context, int status, Action<Utf8JsonWriter> members)
    {
        using var buffer = new PooledBuffer();
        using (var json = new Utf8JsonWriter(buffer, JsonBuilder.WriterOptions))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength = buffer.Written.Length;
        response.Headers.CacheControl = "no-store";
        await response.Body.WriteAsync(buffer.Written, CancellationToken.None);
    }

    /// <summary>An array of surfaces.</summary>
    public static void WriteAdapters(Utf8JsonWriter json, IEnumerable<AdapterState> adapters)
    {
        json.WriteStartArray("adapters");
        foreach (var adapter in adapters)
        {
            json.WriteStartObject();
            json.WriteString("type", adapter.Type);
            json.WriteString("namespace", adapter.Namespace);
            json.WriteNumber("port", adapter.Port);
            json.WriteString("state", adapter.IsStarted ? "started" : "stopped");
            if (adapter.Url is { } url)
            {
                json.WriteString("url", url);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
