using System.Globalization;
using Microsoft.AspNetCore.Http;
using Naftiko.Host.Exposes.Rest;

namespace Naftiko.Host.Exposes.Authentication;

/// <summary>Why a request is not let in, as it is answered.</summary>
/// <param name="Status">401, 403 or 503.</param>
/// <param name="Type">The problem's type.</param>
/// <param name="Title">The cause in a few words.</param>
/// <param name="Detail">What is wrong, without anything of the credential.</param>
internal sealed record Refusal(int Status, string Type, string Title, string Detail)
{
    /// <summary>The values of <c>WWW-Authenticate</c>, the preferred one first.</summary>
    public IReadOnlyList<string> Challenges { get; init; } = [];

    /// <summary>When another try makes sense.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static Refusal Unauthorized(params IReadOnlyList<string> challenges) =>
        new(StatusCodes.Status401Unauthorized, Problem.Unauthorized, "Unauthorized", "This surface needs a credential that was not given or is not right.")
        {
            Challenges = challenges,
        };

    public Task WriteAsync(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = Challenges.Count == 0 ? default : new([.. Challenges]);
        if (RetryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = wait.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        }

        return Problem.WriteAsync(context, Status, Type, Title, Detail);
    }
}
