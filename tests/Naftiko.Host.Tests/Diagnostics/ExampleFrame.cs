namespace Naftiko.Host.Tests.Diagnostics;

/// <summary>
/// What stands around the examples of docs/diagnostics.md, which are pieces of files: the first word behind <c>yaml</c> names the frame. A piece
/// takes the place of <c>HERE</c>.
/// </summary>
internal static class ExampleFrame
{
    private const string Root = """
        naftiko: 1.0.0-beta5
        binds:
          - { namespace: env, keys: { SENTRY_TOKEN: SENTRY_TOKEN } }
        capability:
        """;

    private const string Registry = """

          consumes:
            - namespace: registry
              type: http
              baseUri: https://registry.test
              resources:
                - path: /ships
                  operations:
                    - { name: list-ships, method: GET, inputParameters: [ { name: limit, in: query } ] }
                - path: /ships/{id}
                  operations:
                    - { name: get-ship, method: GET, inputParameters: [ { name: id, in: path } ] }
          exposes:
        """;

    private const string Greeting = """

          exposes:
            - { type: mcp, namespace: example, tools: [ { name: greet, outputParameters: [ { type: string, value: Hello } ] } ] }
        """;

    private const string Tool = Root + Registry + """

            - type: mcp
              namespace: fleet
              tools:
                - name: example
        """;

    private static readonly Dictionary<string, string> Frames = new(StringComparer.Ordinal)
    {
        ["file"] = "HERE",
        ["root"] = "naftiko: 1.0.0-beta5\nHERE\ncapability:" + Greeting,
        ["info"] = "naftiko: 1.0.0-beta5\ninfo:\n  HERE\ncapability:" + Greeting,
        ["capability"] = Root + "\n  HERE",
        ["consumes"] = Root + "\n  consumes:\n    HERE" + Greeting,
        ["api"] = Root + """

              consumes:
                - namespace: ships
                  type: http
                  HERE
                  resources: [ { path: /ships, operations: [ { name: list, method: GET } ] } ]
              exposes:
                - { type: mcp, namespace: fleet, tools: [ { name: list, call: ships.list } ] }
            """,
        ["authentication"] = Root + """

              consumes:
                - namespace: registry
                  type: http
                  baseUri: https://registry.test
                  authentication:
                    HERE
                  resources: [ { path: /ships, operations: [ { name: list-ships, method: GET } ] } ]
              exposes:
                - { type: mcp, namespace: fleet, tools: [ { name: list, call: registry.list-ships } ] }
            """,
        ["operations"] = Root + """

              consumes:
                - namespace: registry
                  type: http
                  baseUri: https://registry.test
                  resources:
                    - operations:
                        HERE
              exposes:
                - type: mcp
                  namespace: fleet
                  tools: [ { name: ships, call: registry.list-ships }, { name: ports, call: registry.list-ports } ]
            """,
        ["operation"] = Root + """

              consumes:
                - namespace: registry
                  type: http
                  baseUri: https://registry.test
                  resources:
                    - operations:
                        - name: example
                          method: GET
                          HERE
              exposes:
                - { type: mcp, namespace: fleet, tools: [ { name: example, call: registry.example } ] }
            """,
        ["exposes"] = Root + Registry + "\n    HERE",
        ["surface"] = Root + Registry + """

                - type: rest
                  namespace: fleet
                  resources: [ { path: /ships, operations: [ { method: GET, call: registry.list-ships } ] } ]
                  HERE
            """,
        ["routes"] = Root + Registry + """

                - type: rest
                  namespace: fleet
                  resources:
                    HERE
            """,
        ["tools"] = Root + Registry + """

                - type: mcp
                  namespace: fleet
                  tools:
                    HERE
            """,
        ["tool"] = Tool + "\n          HERE",
        ["with"] = Tool + "\n          call: registry.list-ships\n          with:\n            HERE",
        ["output"] = Tool + "\n          inputParameters: [ { name: who, type: string } ]\n          outputParameters:\n            - name: example\n              HERE",
        ["steps"] = Tool + "\n          steps:\n            HERE",
        ["resource"] = Root + Registry + """

                - type: mcp
                  namespace: fleet
                  resources:
                    - name: example
                      HERE
            """,
        ["skills"] = Root + Registry + """

                - { type: mcp, namespace: fleet, tools: [ { name: list, call: registry.list-ships } ] }
                - type: skill
                  namespace: guides
                  skills:
                    HERE
            """,
        ["openapi"] = "HERE",
        ["openapi-operation"] = """
            openapi: 3.1.0
            info: { title: Ships, version: '1' }
            servers: [ { url: https://registry.test } ]
            components: { schemas: { Ship: { type: string } } }
            paths:
              /ships:
                get:
                  operationId: listShips
                  responses: {}
                  HERE
            """,
    };

    public static bool IsKnown(string name) => Frames.ContainsKey(name);

    /// <summary>The whole text of an example.</summary>
    public static string Fill(string name, string piece)
    {
        var lines = Frames[name].ReplaceLineEndings("\n").Split('\n');
        return string.Join('\n', lines.SelectMany(line => line.Trim() == "HERE" ? piece.Split('\n').Select(p => line.Replace("HERE", p, StringComparison.Ordinal)) : [line])) + "\n";
    }
}
