using System.Text.Json;
using Naftiko.Engine.Authentication;
using Naftiko.Engine.Exposes;
using Naftiko.Engine.Exposes.Guards;

namespace Naftiko.Host.Exposes.Rest.OpenApi;

/// <summary>Writes what a surface's guard asks of its callers.</summary>
internal static class SecurityWriter
{
    private const string Name = "credential";

    /// <summary>The <c>securitySchemes</c> of the components.</summary>
    public static void WriteSchemes(Utf8JsonWriter json, Guard guard)
    {
        json.WriteStartObject("securitySchemes");
        json.WriteStartObject(Name);
        if (guard is OAuth2Guard tokens)
        {
            WriteTokens(json, tokens);
        }
        else if (guard.Scheme == "apikey")
        {
            json.WriteString("type", "apiKey");
            json.WriteString("in", guard.Query is null ? "header" : "query");
            json.WriteString("name", guard.Query ?? guard.Header);
        }
        else
        {
            WriteHttp(json, guard.Scheme is "basic" or "digest" ? guard.Scheme : "bearer");
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The <c>security</c> of the whole document; scopes are a matter of OAuth 2.0 alone.</summary>
    public static void WriteRequirement(Utf8JsonWriter json, Guard guard)
    {
        json.WriteStartArray("security");
        json.WriteStartObject();
        json.WriteStartArray(Name);
        foreach (var scope in guard is OAuth2Guard { TokenEndpoint: not null } tokens ? tokens.Scopes : [])
        {
            json.WriteStringValue(scope);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    /// <summary>A flow where the file says where tokens come from; else the token itself, and whose it is.</summary>
    private static void WriteTokens(Utf8JsonWriter json, OAuth2Guard guard)
    {
        var issuer = AuthorizationServer.IdentifierOf(guard.Issuer);
        if (guard.TokenEndpoint is not { } endpoint)
        {
            WriteHttp(json, "bearer");
            json.WriteString("description", $"An access token of {issuer}{(guard.Scopes.Count == 0 ? "" : $" with the scopes {string.Join(' ', guard.Scopes)}")}.");
            return;
        }

        json.WriteString("type", "oauth2");
        json.WriteString("description", $"An access token of {issuer}.");
        json.WriteStartObject("flows");
        json.WriteStartObject("clientCredentials");
        json.WriteString("tokenUrl", endpoint);
        json.WriteStartObject("scopes");
        foreach (var scope in guard.Scopes)
        {
            json.WriteString(scope, "");
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteHttp(Utf8JsonWriter json, string scheme)
    {
        json.WriteString("type", "http");
        json.WriteString("scheme", scheme);
    }
}
