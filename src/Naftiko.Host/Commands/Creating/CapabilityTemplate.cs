using System.Globalization;

namespace Naftiko.Host.Commands.Creating;

/// <summary>A first capability file: small, right, and served at once.</summary>
internal static class CapabilityTemplate
{
    /// <param name="name">The namespace.</param>
    /// <param name="baseUri">The API to call; null: a greeting that calls none.</param>
    /// <param name="port">The port of both surfaces.</param>
    public static string Fill(string name, string? baseUri, int port) => (baseUri is null ? Greeting : Api)
        .Replace("NAME", name, StringComparison.Ordinal)
        .Replace("TITLE", char.ToUpperInvariant(name[0]) + name[1..].Replace('-', ' ').Replace('_', ' '), StringComparison.Ordinal)
        .Replace("PORT", port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("BASE-URI", $"'{baseUri?.Replace("'", "''", StringComparison.Ordinal)}'", StringComparison.Ordinal);

    private const string Greeting = """
        naftiko: 1.0.0-beta5
        info:
          label: 'TITLE'
          description: Says hello. Change what it says, or call an API with 'consumes'.
          tags: [example]
        capability:
          exposes:
            - type: rest
              namespace: NAME-rest
              port: PORT
              resources:
                - path: /v1/greetings/{name}
                  description: Greetings.
                  operations:
                    - method: GET
                      name: get-greeting
                      description: Greets the person in the path.
                      inputParameters:
                        - { name: name, in: path, type: string, description: Whom to greet. }
                      outputParameters:
                        - { name: message, type: string, value: 'Hello, {{name}}!' }
            - type: mcp
              namespace: NAME-mcp
              port: PORT
              description: Greets people.
              tools:
                - name: greet
                  description: Greets a person by name.
                  inputParameters:
                    - { name: name, type: string, description: Whom to greet. }
                  outputParameters:
                    - { name: message, type: string, value: 'Hello, {{name}}!' }

        """;

    private const string Api = """
        naftiko: 1.0.0-beta5
        info:
          label: 'TITLE'
          description: What this is for, in a sentence.
          tags: [NAME]
        # binds:                       # where secrets come from; they never stand in this file
        #   - { namespace: env, keys: { API_TOKEN: API_TOKEN } }
        capability:
          consumes:
            - namespace: NAME
              type: http
              baseUri: BASE-URI
              description: The API that is called.
              # authentication: { type: bearer, token: '{{API_TOKEN}}' }
              resources:
                - name: anything       # a placeholder named 'path' takes slashes; replace it by the API's own paths
                  path: /{path}
                  operations:
                    - name: get
                      method: GET
                      description: Reads what stands at a path.
                      inputParameters:
                        - { name: path, in: path, type: string, description: 'The path below the base URI, without a slash in front.' }
          exposes:
            - type: rest
              namespace: NAME-rest
              port: PORT
              resources:
                - path: /v1/{path}
                  description: Everything that can be read.
                  operations:
                    - method: GET
                      name: get
                      description: Reads what stands at a path.
                      call: NAME.get
                      with: { path: rest.path }
            - type: mcp
              namespace: NAME-mcp
              port: PORT
              description: Reads the API.
              tools:
                - name: get
                  description: Reads what stands at a path of the API.
                  call: NAME.get
                  with: { path: tools.path }

        """;
}
