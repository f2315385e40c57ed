using System.Globalization;
using System.Text;

namespace Naftiko.Comparison.Scale;

/// <summary>A sample of our own, of the kinds of files that are published: generated from API descriptions, one REST and one MCP surface each.</summary>
internal static class GeneratedSample
{
    private const int Files = 90;
    private const int Operations = 8;

    private static readonly string[] Nouns =
        ["order", "invoice", "customer", "shipment", "ticket", "project", "release", "member", "payment", "report", "device", "message", "channel", "contract", "asset", "campaign"];

    private static readonly (string Verb, string Method, string Tail)[] Verbs =
        [("list", "GET", ""), ("get", "GET", "/{id}"), ("create", "POST", ""), ("update", "PUT", "/{id}"), ("delete", "DELETE", "/{id}")];

    /// <summary>Writes the sample; the same files every time.</summary>
    /// <returns>The folder.</returns>
    public static string Write(string root)
    {
        for (var i = 0; i < Files; i++)
        {
            var folder = Path.Combine(root, $"provider-{i % 30}");
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, $"capability-{i}.yaml"), Capability(i));
        }

        return root;
    }

    private static string Capability(int number)
    {
        var name = $"provider-{number}";
        var variable = string.Create(CultureInfo.InvariantCulture, $"PROVIDER_{number}_TOKEN");
        var text = new StringBuilder($$$"""
            naftiko: 1.0.0-alpha2
            info:
              label: 'Provider {{{number}}}: everything'
              description: What the provider's API gives to those who keep its books, with all that
                it says about orders, invoices and the people behind them.
              tags:
              - Provider
              - API
              created: '2026-05-06'
            capability:
              consumes:
              - type: http
                namespace: {{{name}}}
                baseUri: https://api.provider-{{{number}}}.test/v2
                authentication:
                  type: bearer
                  token: '{{{{{variable}}}}}'
                resources:

            """);
        for (var i = 0; i < Operations; i++)
        {
            Consumed(text, number, i);
        }

        text.Append(CultureInfo.InvariantCulture, $"  exposes:\n  - type: rest\n    port: 8080\n    namespace: {name}-rest\n    description: \"REST adapter of provider {number}.\"\n    resources:\n");
        for (var i = 0; i < Operations; i++)
        {
            Exposed(text, name, number, i);
        }

        text.Append(CultureInfo.InvariantCulture, $"  - type: mcp\n    port: 9090\n    namespace: {name}-mcp\n    transport: http\n    description: MCP adapter of provider {number} for AI agents.\n    tools:\n");
        for (var i = 0; i < Operations; i++)
        {
            Tool(text, name, number, i);
        }

        return text.Append(CultureInfo.InvariantCulture, $"binds:\n- namespace: env\n  keys:\n    {variable}: {variable}\n").ToString();
    }

    private static void Consumed(StringBuilder text, int number, int index)
    {
        var (operation, method, path, noun, hasId) = Of(number, index);
        text.Append(CultureInfo.InvariantCulture, $$"""
                - name: {{operation}}
                  path: {{path}}
                  operations:
                  - name: {{operation}}
                    method: {{method}}
                    description: {{Sentence(operation, noun)}}
                    inputParameters:

            """);
        if (hasId)
        {
            text.Append(CultureInfo.InvariantCulture, $"        - name: id\n          in: path\n          type: string\n          required: true\n          description: The {noun}'s id.\n");
        }

        foreach (var filter in (string[])["status", "created-after", "page"])
        {
            text.Append(CultureInfo.InvariantCulture, $$"""
                        - name: {{filter}}
                          in: query
                          type: {{(filter == "page" ? "integer" : "string")}}
                          description: 'Only what has this {{filter}}: see the provider''s documentation.'

                """);
        }

        text.Append("        outputRawFormat: json\n        outputParameters:\n        - name: result\n          type: object\n          value: $.\n");
    }

    private static void Exposed(StringBuilder text, string name, int number, int index)
    {
        var (operation, method, path, noun, hasId) = Of(number, index);
        text.Append(CultureInfo.InvariantCulture, $$"""
                - path: /v1{{path}}/{{operation}}
                  name: {{operation}}
                  operations:
                  - method: {{method}}
                    name: {{operation}}
                    description: {{Sentence(operation, noun)}}
                    call: {{name}}.{{operation}}
                    with:
                      {{(hasId ? "id: rest.id" : "status: rest.status")}}
                      page: rest.page
                    outputParameters:
                    - type: object
                      mapping: $.

            """);
    }

    private static void Tool(StringBuilder text, string name, int number, int index)
    {
        var (operation, method, _, noun, hasId) = Of(number, index);
        text.Append(CultureInfo.InvariantCulture, $$"""
                - name: {{operation}}
                  description: {{Sentence(operation, noun)}}
                  hints:
                    readOnly: {{(method == "GET" ? "true" : "false")}}
                  call: {{name}}.{{operation}}
                  with:
                    {{(hasId ? "id: tools.id" : "status: tools.status")}}
                    page: tools.page
                  inputParameters:
                  - name: {{(hasId ? "id" : "status")}}
                    type: string
                    description: Which {{noun}} is meant.
                    required: {{(hasId ? "true" : "false")}}
                  - name: page
                    type: integer
                    description: A number from 1; pages have a hundred entries unless the provider's
                      plan says otherwise.
                  outputParameters:
                  - type: object
                    mapping: $.

            """);
    }

    private static (string Operation, string Method, string Path, string Noun, bool HasId) Of(int number, int index)
    {
        var (verb, method, tail) = Verbs[index % Verbs.Length];
        var noun = Nouns[(number + (index / Verbs.Length)) % Nouns.Length];
        return ($"{verb}-{noun}", method, $"/{noun}s{tail}", noun, tail.Length > 0);
    }

    private static string Sentence(string operation, string noun) =>
        $"{operation} (a {noun} of the provider's), as its API description has it; what comes back is\n          passed on as it is.";
}
