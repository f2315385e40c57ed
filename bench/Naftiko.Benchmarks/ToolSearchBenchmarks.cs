using System.Globalization;
using BenchmarkDotNet.Attributes;
using Naftiko.Engine.Exposes;
using Naftiko.Host.Exposes.Mcp;
using Naftiko.Host.Exposes.Mcp.Search;

namespace Naftiko.Benchmarks;

/// <summary>Searching as many tools as the published catalogue has: 10 ms or less for a query.</summary>
[MemoryDiagnoser]
public class ToolSearchBenchmarks
{
    private static readonly string[] Verbs = ["get", "list", "create", "update", "delete", "search", "send", "cancel", "retrieve", "archive"];

    private static readonly string[] Nouns =
    [
        "customer", "invoice", "payment", "subscription", "repository", "issue", "release", "session", "project", "team", "user", "member", "role", "permission", "webhook", "event",
        "message", "channel", "conversation", "file", "folder", "document", "campaign", "audience", "report", "metric", "alert", "incident", "deployment", "cluster", "instance",
        "volume", "snapshot", "image", "network", "address", "certificate", "domain", "record", "zone", "order", "shipment", "label", "product", "price", "coupon", "refund", "dispute",
    ];

    private static readonly string[] Services = ["acme", "globex", "initech", "umbrella", "hooli", "stark", "wayne", "wonka", "cyberdyne", "tyrell"];

    private ToolBinding[] _tools = [];
    private ToolIndex _index = new([]);

    [GlobalSetup]
    public void Generate()
    {
        var loaded = Loading.Load(Path.Combine(Repository.Capabilities, "hello.yaml"));
        var capability = loaded.Files[0].Capability ?? throw new InvalidOperationException("hello.yaml is right.");
        var sample = capability.Exposures.OfType<McpExposure>().First().Tools[0];
        var random = new Random(1);
        _tools = new ToolBinding[34_000];
        for (var i = 0; i < _tools.Length; i++)
        {
            var (verb, noun, other, service) = (Pick(random, Verbs), Pick(random, Nouns), Pick(random, Nouns), Pick(random, Services));
            var name = string.Create(CultureInfo.InvariantCulture, $"{service}-{verb}-{noun}-{other}-{i}");
            var description = $"{verb} the {noun} of a {other} in {service}, with its {Pick(random, Nouns)} and {Pick(random, Nouns)}, filtered by {Pick(random, Nouns)}";
            _tools[i] = new ToolBinding(name, sample with { Name = name, Description = description }, capability.Redactor, isDryRun: false, telemetry: null) { Origin = service };
        }

        _index = new ToolIndex(_tools);
    }

    [Benchmark]
    public object Index() => new ToolIndex(_tools);

    [Benchmark]
    public object TwoWords() => _index.Search("cancel subscription", 10);

    [Benchmark]
    public object Sentence() => _index.Search("get the list of all payments and invoices of a customer of acme in the last report", 50);

    [Benchmark]
    public object Unfinished() => _index.Search("archive conv", 10);

    private static string Pick(Random random, string[] words) => words[random.Next(words.Length)];
}
