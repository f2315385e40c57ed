using System.Text.Json;
using Naftiko.Host.Commands.Printing;

namespace Naftiko.Host.Commands.Listing;

/// <summary>Writes what there is for programs: one JSON object.</summary>
internal static class ListingJson
{
    public static void Write(TextWriter writer, Listing listing) => JsonText.Write(writer, json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("surfaces");
        foreach (var surface in listing.Surfaces)
        {
            Write(json, surface);
        }

        json.WriteEndArray();
        json.WriteStartArray("servers");
        foreach (var server in listing.Servers)
        {
            Write(json, server);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, ListedSurface surface)
    {
        var served = surface.Served;
        json.WriteStartObject();
        json.WriteString("kind", served.Kind.ToLowerInvariant());
        json.WriteString("namespace", served.Exposure.Namespace);
        json.WriteString("file", served.File);
        json.WriteString("url", served.Url);
        json.WriteNumber("port", served.Port);
        json.WriteString("mount", served.Mounted.FullMount);
        json.WriteBoolean("authentication", served.Exposure.Guard is not null);
        WriteTexts(json, "tags", served.Capability.Info.Tags);
        if (surface.Tokens is { } tokens)
        {
            json.WriteNumber("tokens", tokens);
        }

        json.WriteStartArray("units");
        foreach (var unit in surface.Units)
        {
            Write(json, unit);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ListedUnit unit)
    {
        json.WriteStartObject();
        json.WriteString("kind", unit.Kind);
        WriteIfAny(json, "name", unit.Name);
        WriteIfAny(json, "place", unit.Place);
        WriteIfAny(json, "description", unit.Description);
        if (unit.Tags.Count > 0)
        {
            WriteTexts(json, "tags", unit.Tags);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ListedServer server)
    {
        json.WriteStartObject();
        json.WriteString("url", server.Url);
        json.WriteNumber("surfaces", server.Surfaces);
        json.WriteNumber("tools", server.Tools);
        json.WriteNumber("tokens", server.Tokens);
        json.WriteBoolean("searched", server.IsSearched);
        json.WriteEndObject();
    }

    private static void WriteIfAny(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
