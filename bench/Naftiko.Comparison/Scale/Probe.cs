using System.Globalization;
using System.Text;

namespace Naftiko.Comparison.Scale;

/// <summary>The one capability that is measured, alone and among thousands: an operation over REST, a server of thirty tools, and a text that reloads change.</summary>
internal static class Probe
{
    public const string Operation = "/probe-rest/v1/small/abc?q=hello";
    public const string Text = "/probe-rest/v1/text";
    public const string Server = "/probe-mcp/mcp";
    private const int Tools = 30;

    public static string Capability(int upstream, int version)
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $$"""
            naftiko: 1.0.0-alpha2
            capability:
              consumes:
              - type: http
                namespace: probed
                baseUri: http://127.0.0.1:{{upstream}}
                resources:
                - path: /small/{id}
                  operations: [ { name: small, method: GET, inputParameters: [ { name: id, in: path, type: string }, { name: q, in: query, type: string } ] } ]
              exposes:
              - type: rest
                namespace: probe-rest
                port: 8080
                resources:
                - { path: "/v1/small/{id}", operations: [ { method: GET, call: probed.small, with: { id: rest.id, q: rest.q } } ] }
                - { path: /v1/text, operations: [ { method: GET, name: text, outputParameters: [ { name: version, type: integer, value: "{{version}}" } ] } ] }
              - type: mcp
                namespace: probe-mcp
                port: 9090
                tools:

            """));
        for (var i = 0; i < Tools; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"    - {{ name: small-{i}, description: A small thing., call: probed.small, with: {{ id: tools.id, q: tools.q }} }}\n");
        }

        return text.ToString();
    }

    /// <summary>What wrk sends for a list of the tools.</summary>
    public static string ListScript() => """
        wrk.method = "POST"
        wrk.headers["Content-Type"] = "application/json"
        wrk.headers["Accept"] = "application/json, text/event-stream"
        wrk.headers["MCP-Protocol-Version"] = "2025-11-25"
        wrk.body = '{"jsonrpc":"2.0","id":1,"method":"tools/list"}'
        """;
}
