namespace Naftiko.Comparison;

/// <summary>One thing to compare.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Ours">Its path here.</param>
/// <param name="Hand">Its path in the hand-written program.</param>
/// <param name="Script">What wrk sends; null: GET.</param>
/// <param name="Target">The least ratio to the hand-written program's requests per second.</param>
internal sealed record Case(string Name, string Ours, string Hand, string? Script, double Target)
{
    public static readonly IReadOnlyList<Case> All =
    [
        new("REST identity 0.3 KB", "/v1/small/abc?q=hello", "/v1/small/abc?q=hello", null, 0.97),
        new("REST shaped array 16 KB", "/v1/array/abc", "/v1/array/abc", null, 0.95),
        new("REST identity 1 MB", "/v1/large/abc", "/v1/large/abc", null, 0.97),
        new("MCP tools/call 2025-11-25", "/tools/mcp", "/mcp", Call("2025-11-25", ""), 0.95),
        new("MCP tools/call 2026-07-28", "/tools/mcp", "/mcp", Call(
            "2026-07-28", ",\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":{}}"), 0.95),
    ];

    private static string Call(string revision, string meta) => $$$"""
        wrk.method = "POST"
        wrk.headers["Content-Type"] = "application/json"
        wrk.headers["Accept"] = "application/json, text/event-stream"
        wrk.headers["MCP-Protocol-Version"] = "{{{revision}}}"
        wrk.headers["Mcp-Method"] = "tools/call"
        wrk.headers["Mcp-Name"] = "small"
        wrk.body = '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"small","arguments":{"id":"x1"}{{{meta}}}}}'
        """;
}
