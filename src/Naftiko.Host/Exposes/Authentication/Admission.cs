using System.Security.Claims;

namespace Naftiko.Host.Exposes.Authentication;

/// <summary>Whether a request is let in: who it comes from, or why not.</summary>
internal readonly record struct Admission(ClaimsPrincipal? User, Refusal? Refusal)
{
    public static implicit operator Admission(ClaimsPrincipal user) => new(user, null);

    public static implicit operator Admission(Refusal refusal) => new(null, refusal);
}
