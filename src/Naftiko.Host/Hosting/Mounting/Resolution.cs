namespace Naftiko.Host.Hosting.Mounting;

/// <summary>What a port has for a request: a handler, else the methods that the path would answer, else nothing.</summary>
/// <param name="Handler">What answers.</param>
/// <param name="Placeholders">The raw texts of the route's placeholders.</param>
/// <param name="Owner">The surface that answers; null for the port's own paths.</param>
/// <param name="Allowed">When nothing answers: the methods that would be answered.</param>
internal readonly record struct Resolution(RouteHandler? Handler, string[] Placeholders, MountedSurface? Owner, List<string>? Allowed)
{
    public static Resolution Of(RouteHandler handler, MountedSurface? owner = null) => new(handler, [], owner, null);

    public static Resolution NotAllowed(List<string>? allowed) => new(null, [], null, allowed);
}
