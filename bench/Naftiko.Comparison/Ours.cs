using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Naftiko.Engine.Binds;
using Naftiko.Engine.Compilation;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Host.Exposes;
using Naftiko.Host.Hosting;
using Naftiko.Host.Loading;
using Naftiko.Host.Reloading;

namespace Naftiko.Comparison;

/// <summary>The runtime as <c>serve</c> composes it, with a side port that tells what it has allocated.</summary>
internal static class Ours
{
    private const string Capability = """
        naftiko: 1.0.0-alpha2
        binds: [ { namespace: env, keys: { TOKEN: TOKEN } } ]
        capability:
          consumes:
          - type: http
            namespace: api
            baseUri: http://127.0.0.1:{upstream}
            authentication: { type: bearer, token: "{{env.TOKEN}}" }
            resources:
            - path: /small/{id}
              operations: [ { name: small, method: GET, inputParameters: [ { name: id, in: path, type: string }, { name: q, in: query, type: string } ] } ]
            - path: /array/{id}
              operations: [ { name: array, method: GET, inputParameters: [ { name: id, in: path, type: string } ] } ]
            - path: /large/{id}
              operations: [ { name: large, method: GET, inputParameters: [ { name: id, in: path, type: string }, { name: q, in: query, type: string } ] } ]
          exposes:
          - type: rest
            namespace: bench
            port: {port}
            resources:
            - { path: "/v1/small/{id}", operations: [ { method: GET, call: api.small, with: { id: rest.id, q: rest.q } } ] }
            - { path: "/v1/large/{id}", operations: [ { method: GET, call: api.large, with: { id: rest.id, q: rest.q } } ] }
            - { path: "/v1/typed/{id}", operations: [ { method: GET, call: api.small, inputParameters: [ { name: id, in: path, type: string }, { name: n, in: query, type: integer } ] } ] }
            - path: "/v1/steps/{id}"
              operations:
              - method: GET
                inputParameters: [ { name: id, in: path, type: string } ]
                steps:
                - { name: one, type: call, call: api.small, with: { id: "{{id}}" } }
                - { name: many, type: call, call: api.array, with: { id: "{{id}}" } }
                - { name: owned, type: lookup, index: many, match: id, lookupValue: $.one.owner.id, outputParameters: [ name, price ] }
                mappings:
                - { targetName: id, value: $.one.id }
                - { targetName: status, value: $.one.status }
                - { targetName: item, value: $.owned }
            - path: "/v1/array/{id}"
              operations:
              - method: GET
                call: api.array
                with: { id: rest.id }
                outputParameters:
                - type: array
                  mapping: $.
                  items: { type: object, properties: { id: { type: integer, mapping: $.id }, name: { type: string, mapping: $.name }, here: { type: integer, mapping: $.stock.here } } }
          - type: mcp
            namespace: tools
            port: {port}
            tools: [ { name: small, description: One small thing., call: api.small, with: { id: tools.id, q: tools.q } } ]
        """;

    public static async Task RunAsync(int port, int upstream, int side)
    {
        var folder = Directory.CreateTempSubdirectory("naftiko-bench-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "bench.yaml"), Capability
            .Replace("{port}", port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{upstream}", upstream.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        var load = new LoadOptions
        {
            Paths = [folder],
            Environment = new EnvironmentBinds(new Dictionary<string, string> { ["TOKEN"] = "a-secret-token" }, null, []),
            Compile = new CompileOptions { Client = new UpstreamClient(new UpstreamLimits(), TimeProvider.System), Origins = new OriginRules() },
        };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add($"http://127.0.0.1:{side}");
        app.Run(context => context.Response.WriteAsync(GC.GetTotalAllocatedBytes().ToString(CultureInfo.InvariantCulture)));
        await app.StartAsync();
        using var surfaces = new SurfaceBuilder(NullLoggerFactory.Instance, isDryRun: false);
        await using var server = new LiveServer(load, new HostingOptions(), surfaces, NullLoggerFactory.Instance);
        await server.StartAsync(server.Prepare(CapabilityLoader.Load(load)), CancellationToken.None);
        await app.WaitForShutdownAsync();
    }
}
