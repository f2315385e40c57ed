namespace Naftiko.Engine.Flows;

/// <summary>Why a run did not give its answer. Each adapter has one table from these to its protocol's codes.</summary>
public enum FailureKind
{
    /// <summary>The caller's inputs are wrong; <see cref="Failure.Faults"/> names each.</summary>
    InvalidInput,

    /// <summary>A bind or a part of the file that the unit needs has no value here.</summary>
    NotConfigured,

    /// <summary>The file asks for something this version cannot do.</summary>
    NotSupported,

    /// <summary>No connection, a broken one, or a name that does not resolve.</summary>
    UpstreamUnreachable,

    /// <summary>As many requests to the API are in flight, and wait, as may be.</summary>
    UpstreamBusy,

    /// <summary>No answer in time.</summary>
    UpstreamTimeout,

    /// <summary>The upstream answered with a status of 400 or more.</summary>
    UpstreamStatus,

    /// <summary>The answer is not what it calls itself, or ended early.</summary>
    UpstreamMalformed,

    /// <summary>The answer is larger than the cap.</summary>
    UpstreamTooLarge,

    /// <summary>The upstream refused our own credential (401, 407).</summary>
    UpstreamCredential,

    /// <summary>The upstream redirects to another origin.</summary>
    UpstreamRedirect,

    /// <summary>A fault of the runtime itself.</summary>
    Internal,
}
