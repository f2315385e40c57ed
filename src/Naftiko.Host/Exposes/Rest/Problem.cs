using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Naftiko.Engine.Expressions;

namespace Naftiko.Host.Exposes.Rest;

/// <summary>Writes problem details (RFC 9457).</summary>
internal static class Problem
{
    public const string NotFound = "urn:naftiko:problem:not-found";
    public const string MethodNotAllowed = "urn:naftiko:problem:method-not-allowed";
    public const string BadRequest = "urn:naftiko:problem:bad-request";
    public const string BodyTooLarge = "urn:naftiko:problem:body-too-large";
    public const string ForeignHost = "urn:naftiko:problem:foreign-host";
    public const string ForeignOrigin = "urn:naftiko:problem:foreign-origin";
    public const string Unauthorized = "urn:naftiko:problem:unauthorized";
    public const string Forbidden = "urn:naftiko:problem:forbidden";
    public const string AuthenticationUnavailable = "urn:naftiko:problem:authentication-unavailable";
    public const string Disabled = "urn:naftiko:problem:disabled";
    public const string Unavailable = "urn:naftiko:problem:unavailable";
    public const string TooManyReaders = "urn:naftiko:problem:too-many-readers";
    public const string InvalidInput = "urn:naftiko:problem:invalid-input";
    public const string UnsupportedMediaType = "urn:naftiko:problem:unsupported-media-type";
    public const string NotConfigured = "urn:naftiko:problem:not-configured";
    public const string NotSupported = "urn:naftiko:problem:not-supported";
    public const string UpstreamUnreachable = "urn:naftiko:problem:upstream-unreachable";
    public const string UpstreamBusy = "urn:naftiko:problem:upstream-busy";
    public const string UpstreamTimeout = "urn:naftiko:problem:upstream-timeout";
    public const string UpstreamStatus = "urn:naftiko:problem:upstream-status";
    public const string UpstreamMalformed = "urn:naftiko:problem:upstream-malformed";
    public const string UpstreamTooLarge = "urn:naftiko:problem:upstream-too-large";
    public const string UpstreamCredential = "urn:naftiko:problem:upstream-credential";
    public const string UpstreamRedirect = "urn:naftiko:problem:upstream-redirect";
    public const string Internal = "urn:naftiko:problem:internal-error";

    /// <summary>Answers with a problem. The response must not have started.</summary>
    /// <param name="context">The request to answer.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="type">A URI that stays the same for one cause, such as <see cref="NotFound"/>.</param>
    /// <param name="title">The cause in a few words, without particulars.</param>
    /// <param name="detail">The particulars; never the text of an exception or a secret.</param>
    /// <param name="extensions">Writes further members into the problem object (RFC 9457 §3.2).</param>
    public static Task WriteAsync(HttpContext context, int status, string type, string title, string detail, Action<Utf8JsonWriter>? extensions = null) =>
        WriteAsync(context, status, Render(status, type, title, detail, extensions));

    /// <summary>Answers with a problem that <see cref="Render"/> has written.</summary>
    public static Task WriteAsync(HttpContext context, int status, ReadOnlyMemory<byte> problem)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "application/problem+json";
        response.ContentLength = problem.Length;
        // No token: a write to a client that has left does nothing, a cancelled one would throw.
        return response.Body.WriteAsync(problem, CancellationToken.None).AsTask();
    }

    /// <summary>Writes the problem object; one without particulars can be kept.</summary>
    public static ReadOnlyMemory<byte> Render(int status, string type, string title, string detail, Action<Utf8JsonWriter>? extensions = null)
    {
        // Room for most problems at once: where the writer has to ask for more, it asks for 4 KiB.
        var buffer = new ArrayBufferWriter<byte>(768);
        using (var json = new Utf8JsonWriter(buffer, JsonBuilder.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            json.WriteString("title", title);
            json.WriteNumber("status", status);
            json.WriteString("detail", detail);
            extensions?.Invoke(json);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
