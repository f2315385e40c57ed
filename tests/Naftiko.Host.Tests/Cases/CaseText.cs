using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Naftiko.Host.Tests.Cases;

/// <summary>Messages and diagnostics as the texts of expectations.</summary>
internal static partial class CaseText
{
    private const int LongText = 4000;
    private const int WideText = 160;
    private const string BetweenRequests = "\n---\n";

    // What varies from run to run, or says how a message travelled rather than what it says.
    private static readonly string[] Unshown =
    [
        "Host", "Date", "Connection", "Content-Length", "Transfer-Encoding", "Accept-Encoding", "traceparent", "tracestate", "Keep-Alive",
    ];

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string OfRequests(IReadOnlyList<WireMessage> requests) =>
        requests.Count == 0 ? "nothing" : string.Join(BetweenRequests, requests.Select(request => Of(request, request.StartLine.Replace(" HTTP/1.1", "", StringComparison.Ordinal))));

    /// <summary>The requests of such a text without their order: those of steps that run side by side come as they come.</summary>
    public static IEnumerable<string> Requests(string text) => text.Split(BetweenRequests).Order(StringComparer.Ordinal);

    /// <summary>A response: the status, the headers, the body.</summary>
    public static string OfResponse(WireMessage? response, bool isVerbatim = false) =>
        response is null ? "no answer" : Of(response, response.StartLine.Split(' ')[1], isVerbatim);

    /// <summary>The result or error of a JSON-RPC answer, or the HTTP response where it is none.</summary>
    public static string OfRpc(WireMessage? response, string? member)
    {
        if (response is null || !response.StartLine.Contains(" 200", StringComparison.Ordinal))
        {
            return OfResponse(response);
        }

        var text = Encoding.UTF8.GetString(response.Body);
        var data = text.StartsWith('{') ? text : text.Split('\n').Last(line => line.StartsWith("data: {", StringComparison.Ordinal))[6..];
        var root = JsonElement.Parse(data);
        var result = root.TryGetProperty("result", out var found) ? found : root.GetProperty("error");
        return Transient().Replace(Indent(member is not null && result.TryGetProperty(member, out var part) ? part : result), "$1id");
    }

    /// <summary>Makes texts that mean the same equal: JSON bodies in one layout.</summary>
    public static string Normalise(string text)
    {
        var split = text.StartsWith('{') || text.StartsWith('[') ? 0 : text.IndexOf("\n\n", StringComparison.Ordinal) + 2;
        return split < 2 && split != 0 || !TryParse(text[split..], out var json) ? text : text[..split] + Indent(json);
    }

    private static string Of(WireMessage message, string start, bool isVerbatim = false)
    {
        var text = new StringBuilder(start);

        // The order of fields of different names means nothing (RFC 9110 section 5.3).
        var shown = message.Headers.Where(header => !Unshown.Contains(header.Key, StringComparer.OrdinalIgnoreCase)).OrderBy(header => header.Key, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in shown)
        {
            text.Append('\n').Append(name).Append(": ").Append(MultipartBoundary(name, value));
        }

        if (message.Body.Length > 0)
        {
            text.Append("\n\n").Append(Body(message, isVerbatim));
        }

        return text.Append(message.IsComplete ? "" : "\n(broken off)").ToString();
    }

    private static string Body(WireMessage message, bool isVerbatim)
    {
        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(message.Body);
        }
        catch (DecoderFallbackException)
        {
            return "hex " + Convert.ToHexStringLower(message.Body);
        }

        if (text.Length > LongText && !message.IsComplete)
        {
            return "the beginning";
        }

        if (text.Length > LongText)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{message.Body.Length} bytes, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(message.Body))[..16]}");
        }

        if (Boundary(message.Header("Content-Type")) is { } boundary)
        {
            text = text.Replace(boundary, "boundary", StringComparison.Ordinal);
        }

        text = text.ReplaceLineEndings("\n").TrimEnd('\n');
        return !isVerbatim && text.Length > WideText && TryParse(text, out var json) ? Indent(json) : text;
    }

    private static string MultipartBoundary(string name, string value) =>
        name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase) && Boundary(value) is { } boundary ? value.Replace(boundary, "boundary", StringComparison.Ordinal) : value;

    private static string? Boundary(string? contentType)
    {
        var index = contentType?.IndexOf("boundary=", StringComparison.Ordinal) ?? -1;
        return index < 0 ? null : contentType![(index + 9)..].Trim('"'); // found in it
    }

    private static bool TryParse(string text, out JsonElement json)
    {
        try
        {
            json = JsonElement.Parse(text);
            return json.ValueKind is JsonValueKind.Object or JsonValueKind.Array;
        }
        catch (JsonException)
        {
            json = default;
            return false;
        }
    }

    private static string Indent(JsonElement json) => JsonSerializer.Serialize(json, Indented);

    /// <summary>The name of a result that is bytes, which is another one each time.</summary>
    [GeneratedRegex("(naftiko://transient/[^/\"]+/)[0-9a-f]{32}")]
    private static partial Regex Transient();
}
