using System.Net;

namespace Naftiko.Host.Hosting.Listening;

/// <summary>What decides which surfaces a request may see.</summary>
/// <param name="LocalAddress">The local address the connection arrived on.</param>
/// <param name="HasLoopbackHost">Whether the request's <c>Host</c> names this machine's loopback.</param>
internal readonly record struct Visitor(IPAddress LocalAddress, bool HasLoopbackHost);
