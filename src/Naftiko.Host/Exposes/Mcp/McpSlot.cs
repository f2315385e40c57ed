using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Naftiko.Host.Exposes.Mcp;

/// <summary>
/// The place of one MCP server, which outlives what it serves: its sessions go on when a file is reloaded. The endpoint is made when the
/// first client comes; most of thousands of servers never see one.
/// </summary>
internal sealed class McpSlot(ILoggerFactory loggers, TimeProvider time, McpLimits? limits, Func<McpDefinition> define) : IDisposable
{
    private readonly Lock _lock = new();
    private Func<McpDefinition> _define = define;
    private McpEndpoint? _endpoint;

    public Task HandleAsync(HttpContext context) => (_endpoint ?? Open()).HandleAsync(context);

    /// <summary>Serves another definition from the next request on, and tells clients that the lists have changed.</summary>
    /// <param name="definition">What it serves.</param>
    /// <param name="isSame">Whether that is what it has served already; asked only where a client could notice. Null: it is not.</param>
    public void Replace(Func<McpDefinition> definition, Func<bool>? isSame = null)
    {
        lock (_lock)
        {
            _define = definition;
            if (_endpoint is { } endpoint && isSame?.Invoke() is not true)
            {
                var next = definition();
                endpoint.Replace(next);
                endpoint.NotifyListChanged(next.Lists);
            }
        }
    }

    /// <summary>Ends what streams without end, so that the process can stop.</summary>
    public void EndStreams() => _endpoint?.EndStreams();

    public void Dispose() => _endpoint?.Dispose();

    private McpEndpoint Open()
    {
        lock (_lock)
        {
            return _endpoint ??= new McpEndpoint(_define(), loggers, time, limits);
        }
    }
}
