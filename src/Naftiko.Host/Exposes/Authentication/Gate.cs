using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Naftiko.Host.Hosting;

namespace Naftiko.Host.Exposes.Authentication;

/// <summary>A guard at work: checks requests. One per surface; what it remembers is bounded.</summary>
internal abstract class Gate
{
    /// <summary>What it publishes, to everyone.</summary>
    public virtual IReadOnlyList<WellKnown> WellKnown => [];

    /// <summary>Looks at a request before anything of it is read but its head.</summary>
    public abstract ValueTask<Admission> AdmitAsync(HttpContext context);

    /// <summary>A caller known by a name, or only by having come in.</summary>
    private protected static ClaimsPrincipal Caller(string scheme, string? name) =>
        new(new ClaimsIdentity(name is null ? [] : [new Claim(ClaimTypes.Name, name)], scheme));
}
