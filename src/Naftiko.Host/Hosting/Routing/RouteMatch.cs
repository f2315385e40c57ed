namespace Naftiko.Host.Hosting.Routing;

/// <summary>The outcome of a search: an entry with its placeholders' raw texts, else the methods that the path would answer, else nothing.</summary>
/// <param name="Entry">What answers.</param>
/// <param name="Placeholders">The raw texts, in the order of the pattern's names.</param>
/// <param name="Allowed">When nothing answers: methods of routes with this path.</param>
internal readonly record struct RouteMatch(RouteEntry? Entry, string[] Placeholders, List<string>? Allowed);
