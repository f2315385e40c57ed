using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Naftiko.Engine.Authentication;
using Naftiko.Engine.Exposes.Guards;
using Naftiko.Host.Hosting;

namespace Naftiko.Host.Exposes.Authentication;

/// <summary>What a resource server publishes about itself, so that clients find its authorization server (RFC 9728).</summary>
internal static class ProtectedResource
{
    private const string Place = "/.well-known/oauth-protected-resource";

    /// <summary>
    /// The document, at the well-known name before the path of the resource (section 3.1), and at the name alone, where MCP clients look next;
    /// none without a resource.
    /// </summary>
    public static IReadOnlyList<WellKnown> Documents(OAuth2Guard guard)
    {
        if (guard.Resource is not { } resource)
        {
            return [];
        }

        var own = new WellKnown(Place + PathOf(resource), Writer(resource, guard));
        return own.Path == Place ? [own] : [own, own with { Path = Place, Subject = resource }];
    }

    /// <summary>Where the document is found, as callers reach it.</summary>
    public static string? Address(OAuth2Guard guard) =>
        guard.Resource is { } resource ? $"{new Uri(resource).GetLeftPart(UriPartial.Authority)}{Place}{PathOf(resource)}" : null;

    private static string PathOf(string resource) => new Uri(resource).AbsolutePath.TrimEnd('/');

    private static RequestDelegate Writer(string resource, OAuth2Guard guard)
    {
        var document = Document(resource, guard);
        return context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = document.Length;
            return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(document, context.RequestAborted).AsTask();
        };
    }

    private static ReadOnlyMemory<byte> Document(string resource, OAuth2Guard guard)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("resource", resource);
            WriteList(json, "authorization_servers", [AuthorizationServer.IdentifierOf(guard.Issuer)]);
            if (guard.Scopes.Count > 0)
            {
                WriteList(json, "scopes_supported", guard.Scopes);
            }

            WriteList(json, "bearer_methods_supported", ["header"]);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void WriteList(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
