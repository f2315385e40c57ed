using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;

namespace Naftiko.Host.Exposes.Mcp.Serving;

/// <summary>The open sessions of one endpoint: found by id and user, capped, dropped when idle.</summary>
internal sealed class McpSessions : IDisposable
{
    private readonly ConcurrentDictionary<string, McpSession> _sessions = new(StringComparer.Ordinal);
    private readonly McpLimits _limits;
    private readonly ITimer _pruning;
    private int _count;

    public McpSessions(McpLimits limits, TimeProvider time)
    {
        _limits = limits;
        var period = TimeSpan.FromTicks(Math.Clamp(limits.SessionIdle.Ticks / 2, TimeSpan.TicksPerSecond, TimeSpan.TicksPerMinute));
        _pruning = time.CreateTimer(static sessions => ((McpSessions)sessions!).Prune(), this, period, period);
    }

    public ICollection<McpSession> All => _sessions.Values;

    /// <summary>Opens a session under a new id.</summary>
    /// <param name="create">Makes the session.</param>
    /// <returns>The session, or null when there are too many and all are in use.</returns>
    public McpSession? Open(Func<string, McpSession> create)
    {
        if (Interlocked.Increment(ref _count) > _limits.Sessions && !EndLeastUsed())
        {
            Interlocked.Decrement(ref _count);
            return null;
        }

        // 128 random bits in hexadecimal: unguessable and visible ASCII (2025-11-25, "Session Management").
        var session = create(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        session.Enter();
        return _sessions.TryAdd(session.Id, session) ? session : throw new UnreachableException();
    }

    /// <summary>Finds a session and marks it as used.</summary>
    /// <returns>The session, or null: unknown, ended, idle for too long, or somebody else's, which a caller cannot tell apart.</returns>
    public McpSession? Enter(string id, string? user)
    {
        if (!_sessions.TryGetValue(id, out var session) || session.User != user)
        {
            return null;
        }

        if (session.Idle > _limits.SessionIdle)
        {
            End(session);
            return null;
        }

        session.Enter();
        return session;
    }

    public void End(McpSession session)
    {
        if (_sessions.TryRemove(session.Id, out _))
        {
            Interlocked.Decrement(ref _count);
            session.Dispose();
        }
    }

    public void Dispose()
    {
        _pruning.Dispose();
        foreach (var session in All)
        {
            End(session);
        }
    }

    private void Prune()
    {
        foreach (var (_, session) in _sessions)
        {
            if (session.Idle > _limits.SessionIdle)
            {
                End(session);
            }
        }
    }

    private bool EndLeastUsed()
    {
        McpSession? least = null;
        var longest = TimeSpan.Zero;
        foreach (var (_, session) in _sessions)
        {
            if (session.Idle is var idle && idle > longest)
            {
                (least, longest) = (session, idle);
            }
        }

        if (least is null)
        {
            return false;
        }

        End(least);
        return true;
    }
}
