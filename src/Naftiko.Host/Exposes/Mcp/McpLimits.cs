namespace Naftiko.Host.Exposes.Mcp;

/// <summary>What one endpoint grants its clients.</summary>
internal sealed record McpLimits
{
    /// <summary>The largest request body, in bytes; more is 413.</summary>
    public int Body { get; init; } = 10 * 1024 * 1024;

    /// <summary>Whether <c>initialize</c> opens a session. Without, any replica answers any request, and nobody is told of changes.</summary>
    public bool HasSessions { get; init; } = true;

    /// <summary>How long a session lives without a request and without an open event stream.</summary>
    public TimeSpan SessionIdle { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>The most sessions at a time. At the cap the one unused for longest gives way; when all are in use, a new one is 503.</summary>
    public int Sessions { get; init; } = 10_000;

    /// <summary>How often a silent event stream carries a comment, so that proxies keep it and dead peers are noticed.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(25);
}
