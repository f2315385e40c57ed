using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using ModelContextProtocol.Protocol;

namespace Naftiko.Host.Exposes.Mcp.Wire;

/// <summary>What the HTTP headers of a request must say. Every check gives the refusal, or null.</summary>
internal static class McpHeaders
{
    public const string SessionId = "Mcp-Session-Id";
    private const string Version = "MCP-Protocol-Version";
    private const string Method = "Mcp-Method";
    private const string Name = "Mcp-Name";
    private const string Json = "application/json";
    private const string EventStream = "text/event-stream";

    // What the SDKs send: known without parsing. Anything else is parsed.
    private const string UsualAccept = $"{Json}, {EventStream}";

    public static McpFault? CheckPost(HttpRequest request)
    {
        if (!IsJson(request.ContentType))
        {
            return McpFault.WrongContentType();
        }

        return request.Headers.Accept is [UsualAccept] || (Accepts(request, Json) && Accepts(request, EventStream)) ? null : McpFault.NotAcceptable($"{Json} and {EventStream}");
    }

    public static McpFault? CheckGet(HttpRequest request) => Accepts(request, EventStream) ? null : McpFault.NotAcceptable(EventStream);

    /// <summary>The revision that the request's header names, or null.</summary>
    public static string? VersionOf(HttpRequest request) => Single(request.Headers, Version);

    /// <summary>The session that the request names, or null.</summary>
    public static string? SessionOf(HttpRequest request) => Single(request.Headers, SessionId);

    /// <summary>A handshake-era request: the revision of its header is known here or not named at all.</summary>
    public static McpFault? CheckHandshake(string? version) =>
        version is null || McpRevisions.IsHandshake(version) ? null : McpFault.UnsupportedVersion(version, McpRevisions.All);

    /// <summary>A 2026-07-28 request: its headers repeat what the body says, and its <c>_meta</c> is complete.</summary>
    public static McpFault? CheckModern(IHeaderDictionary headers, string? version, McpMessage message, McpDefinition definition)
    {
        if (message.Id is null)
        {
            return version is null || McpRevisions.IsModern(version) ? null : McpFault.UnsupportedVersion(version, McpRevisions.Modern);
        }

        return CheckMeta(version, message) ?? CheckRouting(headers, message) ?? CheckParameters(headers, message, definition);
    }

    private static McpFault? CheckMeta(string? version, McpMessage message)
    {
        if (version is null || (message.MetaVersion is { } claimed && claimed != version))
        {
            return McpFault.HeaderMismatch($"{Version} must repeat _meta/{MetaKeys.ProtocolVersion}.");
        }

        if (message.MetaVersion is null)
        {
            return McpFault.BadParams($"_meta/{MetaKeys.ProtocolVersion} is missing.");
        }

        if (!McpRevisions.IsModern(version))
        {
            return McpFault.UnsupportedVersion(version, McpRevisions.Modern);
        }

        return message.ClientCapabilities.ValueKind is JsonValueKind.Object
            ? null
            : McpFault.BadParams($"_meta/{MetaKeys.ClientCapabilities} is missing.");
    }

    private static McpFault? CheckRouting(IHeaderDictionary headers, McpMessage message)
    {
        if (Single(headers, Method) != message.Method)
        {
            return McpFault.HeaderMismatch($"{Method} must repeat the method.");
        }

        var name = message.Method switch
        {
            RequestMethods.ToolsCall or RequestMethods.PromptsGet => message.Name,
            RequestMethods.ResourcesRead => McpMessage.Text(message.Params, "uri"),
            _ => null,
        };
        return name is null || (Single(headers, Name) is { } sent && McpHeaderEncoder.DecodeValue(sent) == name)
            ? null
            : McpFault.HeaderMismatch($"{Name} must repeat what is called.");
    }

    private static McpFault? CheckParameters(IHeaderDictionary headers, McpMessage message, McpDefinition definition)
    {
        if (message.Method != RequestMethods.ToolsCall || message.Name is not { } tool)
        {
            return null;
        }

        foreach (var parameter in definition.HeaderParameters(tool))
        {
            if (!parameter.Agrees(headers, message.Arguments))
            {
                return McpFault.HeaderMismatch($"{parameter.Header} must repeat the argument '{string.Join('.', parameter.Path)}'.");
            }
        }

        return null;
    }

    private static bool IsJson(string? type) =>
        type == Json || (MediaTypeHeaderValue.TryParse(type, out var parsed) && parsed.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase));

    // RFC 9110 §5.5: white space around a field value is not part of it.
    private static string? Single(IHeaderDictionary headers, string name) => headers[name] is [{ } value] ? value.Trim() : null;

    // RFC 9110 §12.5.1: no Accept at all means anything.
    private static bool Accepts(HttpRequest request, string type)
    {
        var accept = request.Headers.Accept;
        if (accept.Count == 0)
        {
            return true;
        }

        var wanted = new MediaTypeHeaderValue(type);
        return MediaTypeHeaderValue.TryParseList(accept, out var ranges) && ranges.Any(range => range.Quality is not 0 && wanted.IsSubsetOf(Range(range)));
    }

    private static MediaTypeHeaderValue Range(MediaTypeHeaderValue range) => new(range.MediaType);
}
