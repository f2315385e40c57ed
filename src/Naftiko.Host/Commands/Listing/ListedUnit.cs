namespace Naftiko.Host.Commands.Listing;

/// <summary>Something that can be called, read or fetched.</summary>
/// <param name="Kind">tool, route, forward, resource, prompt or skill.</param>
/// <param name="Name">Its name; null where a route has none.</param>
/// <param name="Place">Method and path of a route, URI of a resource; null for what has only its name.</param>
/// <param name="Description">What it does; null when the file does not say.</param>
/// <param name="Tags">Its own tags.</param>
internal sealed record ListedUnit(string Kind, string? Name, string? Place, string? Description, IReadOnlyList<string> Tags);
