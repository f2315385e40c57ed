namespace Naftiko.Host.Tests.Exposes.Authentication;

/// <summary>What the tests of <c>type: oauth2</c> share: a surface of it, against an issuer on loopback.</summary>
public abstract class TokenTest
{
    private protected static string Yaml(string issuer, string more = "") => $$"""
        naftiko: 1.0.0-alpha2
        capability:
          exposes:
          - type: rest
            namespace: rest
            port: PORT
            authentication:
              type: oauth2
              authorizationServerUri: {{issuer}}
              resource: https://api.naftiko.test/v1
              scopes: [read]
              {{more}}
            resources:
            - path: /v1/it
              operations:
              - { method: GET, name: get, outputParameters: [ { name: says, type: string, value: "hello" } ] }
        """;
}
