using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Naftiko.Host.Tests.Exposes;

namespace Naftiko.Host.Tests.Observability;

/// <summary>A collector of OpenTelemetry on a real port: takes OTLP over HTTP or gRPC (opentelemetry-proto 1.x) and reads it.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private const int GrpcPrefix = 5;

    private readonly Upstream _server;
    private readonly ConcurrentQueue<(string Path, byte[] Body)> _received;

    private OtlpCollector(Upstream server, ConcurrentQueue<(string Path, byte[] Body)> received)
    {
        _server = server;
        _received = received;
    }

    public string Endpoint => _server.Address.GetLeftPart(UriPartial.Authority);

    /// <summary>Path and headers of what came.</summary>
    public IReadOnlyList<Upstream.Seen> Requests => [.. _server.Requests];

    public IReadOnlyList<CollectedSpan> Spans =>
    [
        .. from batch in Batches("/v1/traces")
           from ofResource in batch.Messages(1)
           from scope in ofResource.Messages(2)
           from span in scope.Messages(2)
           select new CollectedSpan(span, ofResource.Message(1)?.Attributes(1) ?? throw new InvalidDataException("no resource")),
    ];

    /// <summary>The last state of each metric, by name.</summary>
    public IReadOnlyDictionary<string, CollectedMetric> Metrics =>
    (
        from batch in Batches("/v1/metrics")
        from ofResource in batch.Messages(1)
        from scope in ofResource.Messages(2)
        from metric in scope.Messages(2)
        select new CollectedMetric(metric, ofResource.Message(1)?.Attributes(1) ?? throw new InvalidDataException("no resource"))
    ).GroupBy(m => m.Name).ToDictionary(g => g.Key, g => g.Last());

    public static async Task<OtlpCollector> StartAsync()
    {
        var received = new ConcurrentQueue<(string, byte[])>();
        var server = await Upstream.StartAsync(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            received.Enqueue((context.Request.Path.Value ?? "", body.ToArray()));
            context.Response.ContentType = "application/x-protobuf";
        });
        return new OtlpCollector(server, received);
    }

    /// <summary>One that speaks gRPC: each message behind its length, over HTTP/2, and the outcome in a trailer.</summary>
    public static async Task<OtlpCollector> StartGrpcAsync()
    {
        var received = new ConcurrentQueue<(string, byte[])>();
        var server = await Upstream.StartAsync(
            async context =>
            {
                using var body = new MemoryStream();
                await context.Request.Body.CopyToAsync(body, context.RequestAborted);
                var path = context.Request.Path.Value?.Contains("trace", StringComparison.OrdinalIgnoreCase) == true ? "/v1/traces" : "/v1/metrics";
                received.Enqueue((path, body.ToArray()[GrpcPrefix..]));
                context.Response.ContentType = "application/grpc";
                context.Response.AppendTrailer("grpc-status", "0");
                await context.Response.Body.WriteAsync(new byte[GrpcPrefix], context.RequestAborted);
            },
            HttpProtocols.Http2);
        return new OtlpCollector(server, received);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private IEnumerable<ProtobufMessage> Batches(string path) => _received.Where(r => r.Path == path).Select(r => new ProtobufMessage(r.Body));
}

/// <summary>A span as it came.</summary>
internal sealed class CollectedSpan(ProtobufMessage span, IReadOnlyDictionary<string, string> resource)
{
    public string TraceId => span.Hex(1);

    public string SpanId => span.Hex(2);

    /// <summary>"" for none.</summary>
    public string ParentSpanId => span.Hex(4);

    public string Name => span.Text(5);

    /// <summary>1 internal, 2 server, 3 client.</summary>
    public ulong Kind => span.Number(6);

    public IReadOnlyDictionary<string, string> Attributes { get; } = span.Attributes(9);

    /// <summary>2 for an error.</summary>
    public ulong Status => span.Message(15)?.Number(3) ?? 0;

    /// <summary>What is said about the process.</summary>
    public IReadOnlyDictionary<string, string> Resource => resource;

    /// <summary>Whether something happened in it that is told by an event: exceptions are.</summary>
    public bool HasEvents => span.Messages(11).Any();
}

/// <summary>A metric as it came.</summary>
internal sealed class CollectedMetric(ProtobufMessage metric, IReadOnlyDictionary<string, string> resource)
{
    public string Name => metric.Text(1);

    public string Unit => metric.Text(3);

    public IReadOnlyDictionary<string, string> Resource => resource;

    public IReadOnlyList<ProtobufMessage> Sums => [.. metric.Message(7)?.Messages(1) ?? []];

    public IReadOnlyList<ProtobufMessage> Histograms => [.. metric.Message(9)?.Messages(1) ?? []];

    /// <summary>The labels of each series.</summary>
    public IEnumerable<IReadOnlyDictionary<string, string>> Labels => Sums.Select(p => p.Attributes(7)).Concat(Histograms.Select(p => p.Attributes(9)));
}
