using Microsoft.AspNetCore.Http;
using Naftiko.Spec.Sources;

namespace Naftiko.Host.Hosting;

/// <summary>One method and path of a surface and what answers there.</summary>
/// <param name="Method">The HTTP method, upper case, or <see cref="AnyMethod"/>. A GET route answers HEAD too.</param>
/// <param name="Path">The path below the mount, compiled.</param>
/// <param name="Handler">What answers. It gets the raw (still percent-encoded) text of each placeholder, in the order of the pattern.</param>
internal sealed record Route(string Method, PathPattern Path, RouteHandler Handler)
{
    /// <summary>The method of a route that answers every method (<c>forward</c>).</summary>
    public const string AnyMethod = "*";

    /// <summary>Whether it answers without the surface's authentication: health probes.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Where the route stands, for diagnostics; null: where its surface stands.</summary>
    public SourceSpan? Span { get; init; }
}

/// <summary>Answers one request.</summary>
/// <param name="context">The request and its response.</param>
/// <param name="placeholders">The raw text that each placeholder of the path stands for, in the order of <see cref="PathPattern.Names"/>.</param>
internal delegate Task RouteHandler(HttpContext context, string[] placeholders);
