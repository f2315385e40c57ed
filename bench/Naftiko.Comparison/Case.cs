namespace Naftiko.Comparison;

/// <summary>One thing to compare.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Path">Its path; here and in the hand-written program the same.</param>
/// <param name="Target">The least ratio to the hand-written program's requests per second; null where none is set.</param>
internal sealed record Case(string Name, string Path, double? Target)
{
    /// <summary>What wrk sends; null: GET. <c>{session}</c> stands for the id of an MCP session that is opened before.</summary>
    public string? Script { get; init; }

    /// <summary>The path of the same bytes at the upstream, for what only relays; null where it could not do the job.</summary>
    public string? Relayed { get; init; }

    /// <summary>The status that the answers have.</summary>
    public int Status { get; init; } = 200;

    /// <summary>Whether CI measures it: one case of each way through the product, since it has two minutes.</summary>
    public bool IsGuarded { get; init; }

    public static readonly IReadOnlyList<Case> All =
    [
        new("REST identity 0.3 KB", "/v1/small/abc?q=hello", 0.97) { Relayed = "/small/abc?q=hello", IsGuarded = true },
        new("REST shaped array 16 KB", "/v1/array/abc", 0.95) { IsGuarded = true },
        new("REST identity 1 MB", "/v1/large/abc", 0.97) { Relayed = "/large/abc" },
        new("REST three steps, one a lookup", "/v1/steps/abc", 0.95) { IsGuarded = true },
        new("REST 404", "/v1/nothing/abc", null) { Status = 404 },
        new("REST invalid input", "/v1/typed/abc?n=many", null) { Status = 400 },
        new("MCP tools/call 2025-11-25, stateless", "/tools/mcp", 0.95) { Script = Call("2025-11-25", "") },
        new("MCP tools/call 2025-11-25, in a session", "/tools/mcp", 0.95) { Script = Call("2025-11-25", "", """wrk.headers["Mcp-Session-Id"] = "{session}" """), IsGuarded = true },
        new("MCP tools/call 2026-07-28", "/tools/mcp", 0.95)
        {
            Script = Call("2026-07-28", ",\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":{}}"),
            IsGuarded = true,
        },
    ];

    public static readonly IReadOnlyList<Case> Guarded = [.. All.Where(item => item.IsGuarded)];

    /// <summary>A call; every request has an id of its own, as a session demands.</summary>
    private static string Call(string revision, string meta, string header = "") => $$$"""
        wrk.method = "POST"
        wrk.headers["Content-Type"] = "application/json"
        wrk.headers["Accept"] = "application/json, text/event-stream"
        wrk.headers["MCP-Protocol-Version"] = "{{{revision}}}"
        wrk.headers["Mcp-Method"] = "tools/call"
        wrk.headers["Mcp-Name"] = "small"
        {{{header}}}
        local id = 0
        request = function()
          id = id + 1
          return wrk.format(nil, nil, nil, '{"jsonrpc":"2.0","id":' .. id .. ',"method":"tools/call","params":{"name":"small","arguments":{"id":"x1"}{{{meta}}}}}')
        end
        """;
}
