using System.Text;
using System.Text.Json;
using Naftiko.Engine.Consumes.Bodies;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Engine.Flows;
using Naftiko.Engine.Inputs;
using Naftiko.Engine.Observability;
using Naftiko.Engine.Values;

namespace Naftiko.Engine.Consumes;

/// <summary>The upstream request of one call, compiled: rendering it looks nothing up by name.</summary>
internal sealed class RequestTemplate
{
    /// <summary>Made when first observed.</summary>
    private UpstreamName? _name;

    public required HttpMethod Method { get; init; }

    public required UriTemplate Uri { get; init; }

    /// <summary>The path as the file writes it.</summary>
    public string? Path { get; init; }

    public IReadOnlyList<HeaderParameter> Headers { get; init; } = [];

    public IReadOnlyList<HeaderParameter> Cookies { get; init; } = [];

    public BodyTemplate? Body { get; init; }

    /// <summary>The request of this run, or null when it cannot be made; the reason is then the run's failure.</summary>
    public UpstreamRequest? Render(Invocation run)
    {
        if (Uri.Render(run) is not { } uri)
        {
            return null;
        }

        var request = new UpstreamRequest(Method, uri)
        {
            Content = Body?.Render(run),
            Telemetry = run.Telemetry,
            Name = run.Telemetry is null ? null : _name ??= UpstreamName.Of(Uri.Parts, Path),
        };
        foreach (var header in Headers)
        {
            AddHeader(request, header, run);
        }

        AddCookies(request, run);
        if (run.Failure is null)
        {
            return request;
        }

        request.Dispose();
        return null;
    }

    private static void AddHeader(HttpRequestMessage request, HeaderParameter header, Invocation run)
    {
        if (header.Value.IsLeftOut(run))
        {
            return;
        }

        var value = header.Value.Evaluate(run);
        if (value.IsAbsent || value.IsNull || (value.Kind == JsonValueKind.Array && value.Element.GetArrayLength() == 0))
        {
            return;
        }

        var text = value.Kind == JsonValueKind.Array ? JoinItems(value) : value.AsText();
        if (!HeaderValues.TryValidate(text))
        {
            run.Fail(ControlCharacters(header));
            return;
        }

        if (!request.Headers.TryAddWithoutValidation(header.Name, text))
        {
            // Without the boundary, which is ours, nobody could tell the parts.
            if (request.Content is MultipartContent && text.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase))
            {
                return;
            }

            // It describes a content; there are upstreams that want it without one.
            request.Content ??= new ByteArrayContent([]);
            request.Content.Headers.Remove(header.Name);
            request.Content.Headers.TryAddWithoutValidation(header.Name, text);
        }
    }

    /// <summary>The caller's fault, unless the value is the file's or the operator's.</summary>
    private static Failure ControlCharacters(HeaderParameter header) => header.Value.IsConstant
        ? new Failure(FailureKind.NotConfigured, $"the configured value of the header '{header.Name}' has control characters; nothing was sent")
        : new Failure(FailureKind.InvalidInput, $"the value of the header '{header.Name}' has control characters")
        {
            Faults = [new InputFault(header.Name, "must not contain line breaks or other control characters")],
        };

    private void AddCookies(HttpRequestMessage request, Invocation run)
    {
        if (Cookies.Count == 0)
        {
            return;
        }

        var cookies = new StringBuilder();
        foreach (var cookie in Cookies)
        {
            if (!cookie.Value.IsLeftOut(run) && cookie.Value.Evaluate(run) is { IsAbsent: false, IsNull: false } value)
            {
                cookies.Append(cookies.Length > 0 ? "; " : "").Append(cookie.Name).Append('=').Append(CookieText(value.AsText()));
            }
        }

        if (cookies.Length > 0)
        {
            request.Headers.TryAddWithoutValidation("Cookie", cookies.ToString());
        }
    }

    private static string JoinItems(Value value)
    {
        var items = new List<string>();
        foreach (var item in value.Element.EnumerateArray())
        {
            items.Add(Value.FromElement(item).AsText());
        }

        return string.Join(", ", items);
    }

    /// <summary>Cookie octets (RFC 6265 section 4.1.1) as they are, everything else percent-encoded.</summary>
    private static string CookieText(string text) =>
        text.All(c => c is > ' ' and < '\x7f' and not ('"' or ',' or ';' or '\\')) ? text : System.Uri.EscapeDataString(text);
}
