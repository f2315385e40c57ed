using Naftiko.Host.Tests.Hosting;
using Naftiko.Host.Tests.Reloading;

namespace Naftiko.Host.Tests.Exposes.Rest;

/// <summary>What the tests of <c>forward</c> share: one over real HTTP on both sides.</summary>
public abstract class ForwardTest
{
    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected static Task<LiveFolder> StartAsync(
        Upstream? upstream, string trusted = "X-Trace", string settings = "description: Test.", string target = "api", string token = "ours", string? binds = null, string path = "/proxy/{path}", string? origin = null) => LiveFolder.StartAsync(f =>
    {
        File.WriteAllText(Path.Combine(f.Path, "values.env"), $"TOKEN={binds}\n");
        f.Replace("c.yaml", $$"""
            naftiko: 1.0.0-alpha2
            binds:
            - { namespace: secrets, location: 'file:///./values.env', keys: { TOKEN: TOKEN } }
            capability:
              consumes:
              - namespace: api
                type: http
                baseUri: "{{origin ?? upstream?.Address.ToString().TrimEnd('/') ?? $"http://127.0.0.1:{TestHost.FreePort()}"}}/base/"
                authentication: { type: bearer, token: "{{token}}" }
                inputParameters:
                - { name: X-Fixed, in: header, value: fixed }
                - { name: v, in: query, value: "2" }
              exposes:
              - type: rest
                namespace: web
                port: {{f.Port}}
                {{settings}}
                resources:
                - { path: "{{path}}", forward: { targetNamespace: {{target}}, trustedHeaders: [ {{trusted}} ] } }
                - { path: /proxy/own, operations: [ { method: GET, name: own, outputParameters: [ { name: mine, type: string, value: "yes" } ] } ] }
            """);
    });

    private protected static Uri At(LiveFolder folder, string path) => new($"http://127.0.0.1:{folder.Port}{path}");

    /// <summary>The body of a raw answer, its chunks put together.</summary>
    private protected static string Unchunked(string answer)
    {
        var body = TestHost.BodyOf(answer);
        return answer.Contains("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase) && body.Length > 0
            ? string.Concat(body.Split("\r\n").Where((_, index) => index % 2 == 1))
            : body;
    }
}
