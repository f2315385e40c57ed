using Microsoft.AspNetCore.Http;

namespace Naftiko.Host.Hosting;

/// <summary>A document at a fixed place of the port (RFC 8615), for GET and HEAD.</summary>
/// <param name="Path">The whole raw path, from <c>/.well-known/</c> on.</param>
/// <param name="Answer">What answers there.</param>
internal sealed record WellKnown(string Path, RequestDelegate Answer)
{
    /// <summary>
    /// What it is about, of a document that has its own place elsewhere: here it answers if nothing else is at home here and the port has no such
    /// document about another thing. Null at its own place.
    /// </summary>
    public string? Subject { get; init; }
}
