using Microsoft.AspNetCore.Http;

namespace Naftiko.Host.Hosting;

/// <summary>One method and path of a surface and what answers there.</summary>
/// <param name="Method">The HTTP method, upper case.</param>
/// <param name="Path">The path below the mount, compiled.</param>
/// <param name="Handler">What answers. It gets the raw (still percent-encoded) text of each placeholder, in the order of the pattern.</param>
internal sealed record Route(string Method, PathPattern Path, RouteHandler Handler);

/// <summary>Answers one request.</summary>
/// <param name="context">The request and its response.</param>
/// <param name="placeholders">The raw text that each placeholder of the path stands for, in the order of <see cref="PathPattern.Names"/>.</param>
internal delegate Task RouteHandler(HttpContext context, string[] placeholders);
