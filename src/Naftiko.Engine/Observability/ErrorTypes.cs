using System.Diagnostics;
using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Observability;

/// <summary>The values of <c>error.type</c> for failures of runs: a small set, of which no text of a request is part.</summary>
public static class ErrorTypes
{
    /// <summary>Whoever waited for it has gone.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>Asked for by a name that nothing has.</summary>
    public const string UnknownName = "unknown_name";

    /// <summary>Null when nothing failed.</summary>
    public static string? Of(Failure? failure) => failure is null ? null : Of(failure.Kind);

    public static string Of(FailureKind kind) => kind switch
    {
        FailureKind.InvalidInput => "invalid_input",
        FailureKind.NotConfigured => "not_configured",
        FailureKind.NotSupported => "not_supported",
        FailureKind.UpstreamUnreachable => "upstream_unreachable",
        FailureKind.UpstreamBusy => "upstream_busy",
        FailureKind.UpstreamTimeout => "upstream_timeout",
        FailureKind.UpstreamStatus => "upstream_status",
        FailureKind.UpstreamMalformed => "upstream_malformed",
        FailureKind.UpstreamTooLarge => "upstream_too_large",
        FailureKind.UpstreamCredential => "upstream_credential",
        FailureKind.UpstreamRedirect => "upstream_redirect",
        FailureKind.Internal => "internal",
        _ => throw new UnreachableException(),
    };
}
