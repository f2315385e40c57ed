using System.Globalization;
using Naftiko.Host.Tests.Hosting;

namespace Naftiko.Host.Tests.Commands;

/// <summary>A folder of capability files that is gone after the test.</summary>
internal sealed class TestFolder : IDisposable
{
    public const string Secret = "s3cr3t-of-the-upstream";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("naftiko");

    public string Path => _folder.FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public string Add(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], text);
        return this[name];
    }

    /// <summary>A capability with a mock <c>ping</c> and an operation <c>ship</c> that calls an upstream with the bind <c>FLEET_TOKEN</c>.</summary>
    public (string File, int Port) AddFleet(string name = "fleet.yml", string upstream = "http://127.0.0.1:9", int? port = null)
    {
        var rest = port ?? TestHost.FreePort();
        return (Add(name, Fleet(rest, upstream)), rest);
    }

    /// <summary>A file of the secret, for <c>--env-file</c>.</summary>
    public string AddSecret() => Add("fleet.env", $"FLEET_TOKEN={Secret}\n");

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Fleet(int port, string upstream) => $$$"""
        naftiko: "1.0.0-alpha2"
        capability:
          binds:
            - namespace: env
              keys:
                FLEET_TOKEN: FLEET_TOKEN
          consumes:
            - type: http
              namespace: registry
              baseUri: {{{upstream}}}
              authentication:
                type: bearer
                token: "{{FLEET_TOKEN}}"
              resources:
                - name: ships
                  path: /ships/{{id}}
                  operations:
                    - name: get-ship
                      method: GET
                      inputParameters:
                        - { name: id, in: path }
          exposes:
            - type: rest
              port: {{{port.ToString(CultureInfo.InvariantCulture)}}}
              namespace: fleet
              resources:
                - path: /ping
                  operations:
                    - method: GET
                      name: ping
                      outputParameters:
                        - { name: ok, type: string, value: "yes" }
                - path: /ships/{{id}}
                  operations:
                    - method: GET
                      name: ship
                      call: registry.get-ship
                      with: { id: rest.id }
                      inputParameters:
                        - { name: id, in: path, type: integer }
        """;
}
