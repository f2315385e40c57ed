using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Naftiko.Host.Exposes.Mcp.Wire;

/// <summary>A refusal made before any server is asked: an HTTP status and the JSON-RPC error in its body.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The JSON-RPC error code.</param>
/// <param name="Message">One sentence for the client's developer.</param>
/// <param name="RequestedVersion">The refused revision, for −32022.</param>
/// <param name="SupportedVersions">The revisions to choose from, for −32022.</param>
internal sealed record McpFault(int Status, int Code, string Message, string? RequestedVersion = null, IReadOnlyList<string>? SupportedVersions = null)
{
    /// <summary>What the TypeScript SDK calls an unknown session; the specification only gives the status.</summary>
    private const int SessionNotFound = -32001;

    public static McpFault BadRequest(string message) => new(StatusCodes.Status400BadRequest, (int)McpErrorCode.InvalidRequest, message);

    public static McpFault BadJson(string message) => new(StatusCodes.Status400BadRequest, (int)McpErrorCode.ParseError, message);

    public static McpFault BadParams(string message) => new(StatusCodes.Status400BadRequest, (int)McpErrorCode.InvalidParams, message);

    public static McpFault HeaderMismatch(string message) => new(StatusCodes.Status400BadRequest, (int)McpErrorCode.HeaderMismatch, message);

    public static McpFault UnknownMethod(string method) =>
        new(StatusCodes.Status404NotFound, (int)McpErrorCode.MethodNotFound, $"Method '{method}' is not available.");

    public static McpFault UnknownSession() => new(StatusCodes.Status404NotFound, SessionNotFound, "Unknown or ended session: initialize again.");

    public static McpFault TooManySessions() => new(StatusCodes.Status503ServiceUnavailable, (int)McpErrorCode.InternalError, "Too many sessions are in use.");

    public static McpFault TooLarge(int limit) =>
        new(StatusCodes.Status413PayloadTooLarge, (int)McpErrorCode.InvalidRequest, $"The body is larger than {limit} bytes.");

    public static McpFault WrongMethod() => new(StatusCodes.Status405MethodNotAllowed, (int)McpErrorCode.InvalidRequest, "This method is not served here.");

    public static McpFault WrongContentType() =>
        new(StatusCodes.Status415UnsupportedMediaType, (int)McpErrorCode.InvalidRequest, "Content-Type must be application/json.");

    public static McpFault NotAcceptable(string types) =>
        new(StatusCodes.Status406NotAcceptable, (int)McpErrorCode.InvalidRequest, $"Accept must include {types}.");

    public static McpFault UnsupportedVersion(string requested, IReadOnlyList<string> supported) =>
        new(StatusCodes.Status400BadRequest, (int)McpErrorCode.UnsupportedProtocolVersion, "Unsupported protocol version.", requested, supported);

    public static McpFault Internal() => new(StatusCodes.Status500InternalServerError, (int)McpErrorCode.InternalError, "An error occurred.");

    /// <summary>The status of an answer that is an error of the server itself: 2026-07-28 gives some codes one of their own, all others are 200.</summary>
    public static int StatusOf(int code, bool isModern) => (McpErrorCode)code switch
    {
        McpErrorCode.MethodNotFound when isModern => StatusCodes.Status404NotFound,
        McpErrorCode.HeaderMismatch or McpErrorCode.MissingRequiredClientCapability or McpErrorCode.UnsupportedProtocolVersion when isModern =>
            StatusCodes.Status400BadRequest,
        _ => StatusCodes.Status200OK,
    };

    /// <summary>Writes the whole answer.</summary>
    /// <param name="context">The request, whose response has not begun.</param>
    /// <param name="id">The request's id, or null where it is not known.</param>
    public async Task WriteAsync(HttpContext context, RequestId? id = null)
    {
        context.Response.StatusCode = Status;
        context.Response.ContentType = "application/json";
        await using (var writer = new Utf8JsonWriter(context.Response.BodyWriter, McpJson.WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteString("jsonrpc", "2.0");
            McpJson.WriteId(writer, id);
            writer.WriteStartObject("error");
            writer.WriteNumber("code", Code);
            writer.WriteString("message", Message);
            WriteData(writer);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private void WriteData(Utf8JsonWriter writer)
    {
        if (SupportedVersions is null)
        {
            return;
        }

        writer.WriteStartObject("data");
        writer.WriteStartArray("supported");
        foreach (var version in SupportedVersions)
        {
            writer.WriteStringValue(version);
        }

        writer.WriteEndArray();
        writer.WriteString("requested", RequestedVersion);
        writer.WriteEndObject();
    }
}
