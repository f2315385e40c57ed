using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.OpenApi;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;

namespace Naftiko.Spec.OpenApi;

/// <summary>Makes base URIs of servers.</summary>
/// <param name="context">The import.</param>
/// <param name="prefix">What variables of this API begin with.</param>
/// <param name="declare">Told of each variable that a base URI needs.</param>
internal sealed partial class ServerImport(ImportContext context, string prefix, Action<string> declare)
{
    // Most operations share the document's list.
    private readonly Dictionary<IList<OpenApiServer>, string> _known = new(ReferenceEqualityComparer.Instance);

    /// <summary>The base URI of the operations that have these servers, without a slash at its end.</summary>
    /// <param name="servers">The servers.</param>
    /// <param name="place">Where they stand in the document.</param>
    public string BaseUri(IList<OpenApiServer>? servers, string[] place)
    {
        var list = servers ?? [];
        if (!_known.TryGetValue(list, out var known))
        {
            known = Read(list, place);
            _known.Add(list, known);
        }

        return known;
    }

    private string Read(IList<OpenApiServer> servers, string[] place)
    {
        // OpenAPI 2.0 lists a server per scheme: the safe one is taken. Of other servers the first is the one meant.
        var usable = servers.Where(s => s.Url is not null && !s.Url.StartsWith("ws", StringComparison.OrdinalIgnoreCase)).ToList();
        var server = usable.Find(s => IsSameOver(s, usable[0], "https")) ?? usable.FirstOrDefault();
        var at = server is null ? place : [.. place, servers.IndexOf(server).ToString(CultureInfo.InvariantCulture)];
        var url = server is null ? "/" : Substitute(server, at);
        if (url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || url.StartsWith('{'))
        {
            return url.TrimEnd('/');
        }

        if (url.StartsWith("//", StringComparison.Ordinal))
        {
            return $"https:{url}".TrimEnd('/');
        }

        return Relative(url, context.Places.Find(at)).TrimEnd('/');
    }

    private static bool IsSameOver(OpenApiServer server, OpenApiServer other, string scheme) =>
        server.Url?.StartsWith(scheme + "://", StringComparison.OrdinalIgnoreCase) == true && AfterScheme(server.Url) == AfterScheme(other.Url);

    private static string? AfterScheme(string? url) => url?[(url.IndexOf("://", StringComparison.Ordinal) is >= 0 and var index ? index + 3 : 0)..];

    /// <summary>A URL without a host is relative to where the document was found; of a file nobody knows that.</summary>
    private string Relative(string url, SourceSpan span)
    {
        if (context.Options.Origin is { } origin && Uri.TryCreate(origin, url, out var absolute))
        {
            // Variables that stay placeholders keep their braces.
            return absolute.AbsoluteUri.Replace("%7B", "{", StringComparison.Ordinal).Replace("%7D", "}", StringComparison.Ordinal);
        }

        var variable = $"{prefix}_BASE_URI";
        declare(variable);
        context.Report(ImportDiagnostics.Assumed, span, "the document does not say where the API is", $"set {variable} to its base URI, or write it into the file");
        return $"{{{{{variable}}}}}{(url.StartsWith('/') ? url : $"/{url}")}";
    }

    /// <summary>
    /// Variables take their default, which the specification says is sent where nobody chooses (OpenAPI 3.1, section 4.8.6). One without a default, or
    /// with a stand-in for it, stays a placeholder that the operator gives a value.
    /// </summary>
    private string Substitute(OpenApiServer server, string[] place) => Placeholder().Replace(server.Url ?? "", match =>
    {
        var name = match.Groups[1].Value;
        var span = context.Places.Find([.. place, "variables", name]);
        var variable = server.Variables?.TryGetValue(name, out var found) == true ? found : null;
        if (variable?.Default is { Length: > 0 } value && !IsStandIn(name, value))
        {
            var others = variable.Enum?.Where(e => e != value).ToList() ?? [];
            context.Report(ImportDiagnostics.Assumed, span, $"the server's variable '{name}' is taken to be '{value}'",
                others.Count == 0 ? null : $"it may also be {string.Join(", ", others)}");
            return value;
        }

        var bind = $"{prefix}_{ImportNames.ScreamingSnake(name)}";
        declare(bind);
        context.Report(ImportDiagnostics.Assumed, span, $"the server's variable '{name}' has no default", $"set {bind}");
        return $"{{{{{bind}}}}}";
    });

    private static bool IsStandIn(string name, string value) =>
        value.Equals(name, StringComparison.OrdinalIgnoreCase)
        || value.StartsWith("your", StringComparison.OrdinalIgnoreCase)
        || value.Contains("example", StringComparison.OrdinalIgnoreCase)
        || value.AsSpan().ContainsAny("<>{}");

    [GeneratedRegex(@"\{([^{}]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}
