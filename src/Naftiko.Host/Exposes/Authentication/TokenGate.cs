using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Naftiko.Engine.Exposes.Guards;
using Naftiko.Host.Exposes.Rest;
using Naftiko.Host.Hosting;

namespace Naftiko.Host.Exposes.Authentication;

/// <summary>Checks access tokens of an authorization server (RFC 6750). While the issuer does not answer nobody comes in: 503, so that clients keep their tokens.</summary>
internal sealed partial class TokenGate(OAuth2Guard guard, TokenCheck check, ILogger log) : Gate
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly string? _metadata = ProtectedResource.Address(guard);

    public override IReadOnlyList<WellKnown> WellKnown { get; } = ProtectedResource.Documents(guard);

    public override async ValueTask<Admission> AdmitAsync(HttpContext context)
    {
        const string scheme = "Bearer ";
        if (context.Request.Headers.Authorization is not [{ } given] || !given.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
        {
            return Refusal.Unauthorized(Challenge(null, null));
        }

        var verdict = await check.CheckAsync(given[scheme.Length..].Trim(), context.RequestAborted);
        if (verdict.Unavailable is { } failure)
        {
            LogUnavailable(log, failure.Detail);
            return new Refusal(StatusCodes.Status503ServiceUnavailable, Problem.AuthenticationUnavailable, "Authentication unavailable", "The token cannot be checked at present.")
            {
                RetryAfter = RetryAfter,
            };
        }

        if (verdict.User is not { } user)
        {
            return Refusal.Unauthorized(Challenge("invalid_token", verdict.Fault));
        }

        return guard.Scopes.FirstOrDefault(scope => !verdict.Scopes.Contains(scope)) is { } missing ? Forbid(missing) : user;
    }

    private Refusal Forbid(string missing) => new(
        StatusCodes.Status403Forbidden, Problem.Forbidden, "Forbidden", $"The token lacks the scope '{missing}'.")
    {
        Challenges = [Challenge("insufficient_scope", $"Required scope '{missing}' not present in token")],
    };

    /// <summary>RFC 6750 section 3, with the place of the metadata (RFC 9728 section 5.1) and the scopes to ask for.</summary>
    private string Challenge(string? error, string? description)
    {
        var parameters = new List<string>();
        Add("error", error);
        Add("error_description", description);
        Add("scope", guard.Scopes.Count > 0 ? string.Join(' ', guard.Scopes) : null);
        Add("resource_metadata", _metadata);
        return parameters.Count == 0 ? "Bearer" : $"Bearer {string.Join(", ", parameters)}";

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                parameters.Add($"{name}=\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"");
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Tokens cannot be checked: {Reason}")]
    private static partial void LogUnavailable(ILogger logger, string reason);
}
