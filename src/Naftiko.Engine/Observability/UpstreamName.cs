using System.Globalization;
using System.Text;
using Naftiko.Engine.Consumes;
using Naftiko.Engine.Expressions;

namespace Naftiko.Engine.Observability;

/// <summary>
/// What spans and labels call an upstream and what is asked of it: by the words of the file, where a bind stands with its name and not with its
/// value. No caller chooses any of it.
/// </summary>
/// <param name="Host">The host, such as <c>api.github.com</c> or <c>{{TENANT}}.example.org</c>.</param>
/// <param name="Port">The port; null where a bind may have it.</param>
/// <param name="Path">The path with its placeholders; null where the caller chooses it.</param>
internal sealed record UpstreamName(string Host, int? Port, string? Path)
{
    /// <param name="baseUri">The base URI.</param>
    /// <param name="path">The path as the file writes it.</param>
    public static UpstreamName Of(IReadOnlyList<UriPart> baseUri, string? path)
    {
        var text = new StringBuilder();
        foreach (var part in baseUri)
        {
            _ = part.Hole switch
            {
                null => text.Append(part.Text),
                BindExpression bind => text.Append("{{").Append(bind.Name).Append("}}"),
                _ => text.Append('{').Append(part.Name).Append('}'),
            };
        }

        var (scheme, authority) = Split(text.ToString());
        authority = authority[(authority.LastIndexOf('@') + 1)..]; // who calls is nobody's business
        var colon = authority.LastIndexOf(':');
        return colon > authority.LastIndexOf(']') && int.TryParse(authority.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? new UpstreamName(HostOf(authority[..colon]), port, path)
            : new UpstreamName(HostOf(authority), authority.Contains('{') ? null : DefaultPort(scheme), path);
    }

    /// <summary>An IPv6 address without its brackets (OpenTelemetry, server.address).</summary>
    private static string HostOf(string authority) => authority.Trim('[', ']');

    private static int? DefaultPort(string scheme) => scheme.ToLowerInvariant() switch
    {
        "http" => 80,
        "https" => 443,
        _ => null,
    };

    private static (string Scheme, string Authority) Split(string uri)
    {
        var start = uri.IndexOf("://", StringComparison.Ordinal);
        var authority = start < 0 ? uri : uri[(start + 3)..];
        var end = authority.AsSpan().IndexOfAny('/', '?', '#');
        return (start < 0 ? "" : uri[..start], end < 0 ? authority : authority[..end]);
    }
}
