using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Naftiko.Host.Hosting.Listening;

namespace Naftiko.Host.Hosting.Mounting;

/// <summary>What <c>GET /</c> answers: the port's surfaces with links, as JSON.</summary>
internal static class PortListing
{
    public static Task WriteAsync(HttpContext context, PortTable table, Visitor visitor)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("surfaces");
            foreach (var surface in table.Surfaces)
            {
                if (surface.Scope.Covers(visitor))
                {
                    Write(json, surface);
                }
            }

            json.WriteEndArray();
            if (table.OffersMcp(visitor))
            {
                json.WriteString("mcp", "/mcp");
            }

            json.WriteEndObject();
        }

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = buffer.WrittenCount;
        return context.Response.Body.WriteAsync(buffer.WrittenMemory, CancellationToken.None).AsTask();
    }

    private static void Write(Utf8JsonWriter json, MountedSurface surface)
    {
        var mount = MountedSurface.Escape(surface.FullMount);
        json.WriteStartObject();
        json.WriteString("namespace", surface.Surface.Namespace);
        json.WriteString("type", KindName(surface.Surface.Kind));
        json.WriteStartObject("links");
        json.WriteString("mount", mount);
        if (surface.ShortMount is not null)
        {
            json.WriteString("short", MountedSurface.Escape(surface.ShortMount));
        }

        if (surface.Surface.OpenApi is not null)
        {
            json.WriteString("openapi", mount + "/openapi.json");
        }

        if (surface.Mcp is not null)
        {
            json.WriteString("mcp", mount + "/mcp");
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string KindName(SurfaceKind kind) => kind switch
    {
        SurfaceKind.Rest => "rest",
        SurfaceKind.Mcp => "mcp",
        SurfaceKind.Skill => "skill",
        _ => "control",
    };
}
