using System.Text;
using Naftiko.Host.Observability;
using Naftiko.Host.Observability.Export;
using Naftiko.Host.Tests.Exposes;

namespace Naftiko.Host.Tests.Observability;

/// <summary>No value of a bind and none of a caller gets into a span or a label, wherever in the upstream request it stands.</summary>
public sealed class SecretsStayOutTests
{
    private const string Secret = "s3cret/Välue+42";
    private const string Given = "callers-own";

    private const string File = """
        naftiko: 1.0.0-alpha2
        info: { label: Vault }
        binds:
        - { namespace: env, keys: { KEY: KEY, TENANT: TENANT, USER: USER, PASSWORD: PASSWORD } }
        capability:
          consumes:
          - type: http
            namespace: api
            baseUri: http://UPSTREAM
            authentication: { type: apikey, key: X-Api-Key, value: "{{KEY}}", placement: header }
            resources:
            - path: /vault/{{KEY}}/{id}
              operations:
              - name: get
                method: GET
                inputParameters:
                - { name: id, in: path, type: string }
                - { name: token, in: query, type: string, value: "{{KEY}}" }
                - { name: q, in: query, type: string }
                - { name: X-Own, in: header, type: string, value: "Bearer {{KEY}}" }
          - type: http
            namespace: user
            baseUri: http://{{USER}}:{{PASSWORD}}@UPSTREAM
            resources:
            - path: /user
              operations:
              - { name: get, method: GET }
          - type: http
            namespace: tenant
            baseUri: http://{{TENANT}}.LocalHost:1
            resources:
            - path: /
              operations:
              - { name: get, method: GET }
          exposes:
          - type: rest
            namespace: vault
            port: PORT
            resources:
            - path: /v1/vault/{id}
              operations:
              - { method: GET, call: api.get, with: { id: rest.id, q: rest.q } }
            - path: /v1/user
              operations:
              - { method: GET, call: user.get }
            - path: /v1/tenant
              operations:
              - { method: GET, call: tenant.get }
          - type: mcp
            namespace: tools
            port: PORT
            tools:
            - { name: open, description: Opens, call: api.get, with: { id: tools.id, q: tools.q } }
        """;

    [Theory]
    [InlineData(200)]
    [InlineData(500)]
    public async Task Spans_Metrics_AndWhatIsKept_HaveNone(int status)
    {
        await using var collector = await OtlpCollector.StartAsync();
        var settings = OtelSettings.Read(new OtelVariables(new Dictionary<string, string> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Endpoint }));
        var environment = new Dictionary<string, string> { ["KEY"] = Secret, ["TENANT"] = "Ac-5", ["USER"] = "the-user", ["PASSWORD"] = "the-pass-word" };
        await using var host = await ObservedHost.StartAsync(
            new Observatory(settings, isOperated: true), await Upstream.StartAsync($$"""{"message":"{{Secret}}"}""", status: status), environment, File);
        await host.GetAsync($"/v1/vault/{Given}?q={Given}", ("X-Token", Given), ("tracestate", $"a={Given}"));
        await host.GetAsync($"/v1/nothing/{Given}");
        Assert.Equal(502, (await host.GetAsync("/v1/tenant")).Status);
        Assert.Equal(status, (await host.GetAsync("/v1/user")).Status);
        await host.CallToolAsync("open", $$"""{"id":"{{Given}}","q":"{{Given}}"}""");
        await host.CallToolAsync(Given, "{}");
        var local = host.Observatory?.All?.Traces?.Traces.SelectMany(t => t.Spans).Select(s => s.ToString()) ?? [];
        List<string> shown = [host.MetricsText(), .. local];
        Assert.NotEmpty(host.Upstream.Requests);
        host.Observatory?.Dispose();

        shown.AddRange(collector.Spans.SelectMany(s => s.Attributes.Concat(s.Resource).Select(a => $"{a.Key}={a.Value}").Append(s.Name)));
        shown.AddRange(collector.Metrics.Values.SelectMany(m => m.Labels).SelectMany(l => l).Select(l => $"{l.Key}={l.Value}"));
        Assert.Contains("url.template=/vault/{{KEY}}/{id}", shown);
        Assert.Contains("server.address={{TENANT}}.LocalHost", shown);
        string[] secrets = [Secret, Uri.EscapeDataString(Secret), Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret)), "Ac-5", "the-user", "the-pass-word", Given];
        Assert.All(secrets, secret => Assert.DoesNotContain(shown, text => text.Contains(secret, StringComparison.OrdinalIgnoreCase)));
    }
}
