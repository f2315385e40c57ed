using System.Text;
using Naftiko.Engine.Tests.Consumes.Transport;
using Naftiko.Engine.Tests.Flows;

namespace Naftiko.Engine.Tests.Steps;

/// <summary>Flows from their text on, over real connections: what of them overlaps and what does not.</summary>
public sealed class OverlappingFlowTests
{
    private const string Both = "steps: { a: { type: call, call: up.get-a }, b: { type: call, call: up.get-b } }, mappings: { a: { value: $.a.x }, b: { value: $.b.x } }";

    [Fact]
    public async Task IndependentReads_AreOnTheirWayTogether()
    {
        var together = new Barrier();
        await using var upstream = Answering(together.PassAsync);
        using var file = new CompiledFile(Api(upstream), Both);

        Assert.Equal("""{"a":"/a","b":"/b"}""", await file.AnswerAsync());
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("b", "a")]
    public async Task Answer_IsTheSame_WhicheverIsFaster(string first, string second)
    {
        var together = new Barrier();
        var isFirstAnswered = new TaskCompletionSource();
        await using var upstream = new RawUpstream(async connection =>
        {
            var path = PathOf(await connection.ReadHeadAsync());
            await together.PassAsync(path);
            if (path == "/" + second)
            {
                await isFirstAnswered.Task.WaitAsync(TestContext.Current.CancellationToken);
            }

            await connection.SendAsync(Echo(path));
            if (path == "/" + first)
            {
                isFirstAnswered.SetResult();
            }
        });
        using var file = new CompiledFile(Api(upstream), Both);

        Assert.Equal("""{"a":"/a","b":"/b"}""", await file.AnswerAsync());
    }

    [Fact]
    public async Task FailureOfTheFirst_CancelsWhatHadBegun()
    {
        var together = new Barrier();
        var isHungUp = new TaskCompletionSource();
        await using var upstream = new RawUpstream(async connection =>
        {
            var path = PathOf(await connection.ReadHeadAsync());
            await together.PassAsync(path);
            if (path == "/a")
            {
                await connection.SendAsync("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
                return;
            }

            await connection.ReadToCloseAsync();
            isHungUp.SetResult();
        });
        using var file = new CompiledFile(Api(upstream), Both);

        var failure = (await file.RunAsync()).Failure;

        Assert.Equal(("a", 404), (failure?.Step, failure?.UpstreamStatus));
        await isHungUp.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Where one step reads another, it has its answer, however it names it.</summary>
    [Theory]
    [InlineData("with: { q: '{{a.x}}' }")]
    [InlineData("with: { q: $.a.x }")]
    [InlineData("with: { q: ['{{#a}}{{a.x}}{{/a}}'] }")]
    public async Task Reader_AwaitsWhatItReads(string with)
    {
        await using var upstream = Answering();
        using var file = new CompiledFile(Api(upstream), $"steps: {{ a: {{ type: call, call: up.get-a }}, b: {{ type: call, call: up.get-b, {with} }} }}, mappings: {{ b: {{ value: $.b.x }} }}");

        Assert.Equal("""{"b":"/b?q=%2Fa"}""", await file.AnswerAsync());
    }

    [Fact]
    public async Task OperationThatNamesAStepItself_AwaitsIt()
    {
        await using var upstream = Answering();
        using var file = new CompiledFile(Api(upstream), "steps: { a: { type: call, call: up.get-a }, b: { type: call, call: up.get-by-a } }, mappings: { b: { value: $.b.x } }");

        Assert.Equal("""{"b":"/by?a=%2Fa"}""", await file.AnswerAsync());
    }

    /// <summary>A GET that says that it changes something, and one with a body, are no mere reads.</summary>
    [Theory]
    [InlineData("up.post-c", "POST /c")]
    [InlineData("up.delete-thing", "GET /d")]
    [InlineData("up.act", "GET /act?Action=Stop")]
    [InlineData("up.search", "GET /search")]
    public async Task WhatMayChangeSomething_RunsAlone(string call, string request)
    {
        await using var upstream = Answering();
        using var file = new CompiledFile(Api(upstream), $"steps: {{ c: {{ type: call, call: {call} }}, a: {{ type: call, call: up.get-a }} }}, mappings: {{ a: {{ value: $.a.x }} }}");

        Assert.Equal("""{"a":"/a"}""", await file.AnswerAsync());

        // A second request beside the first would have needed a second connection.
        Assert.Equal(1, upstream.Accepted);
        Assert.Equal([request, "GET /a"], upstream.Heads.Select(head => head.Split('}')[^1].Split(" HTTP")[0])); // a head follows the body before it
    }

    private static string Api(RawUpstream upstream) => $$"""
        - type: http
          namespace: up
          baseUri: {{upstream.Origin}}
          resources:
            a: { path: /a, operations: { get-a: { method: GET } } }
            b: { path: /b, operations: { get-b: { method: GET, inputParameters: { q: { in: query } } } } }
            by: { path: /by, operations: { get-by-a: { method: GET, inputParameters: { a: { in: query, value: '{{"{{a.x}}"}}' } } } } }
            c: { path: /c, operations: { post-c: { method: POST, body: { type: json, data: { c: 1 } } } } }
            d: { path: /d, operations: { delete-thing: { method: GET } } }
            act: { path: '/act?Action=Stop', operations: { act: { method: GET } } }
            search: { path: /search, operations: { search: { method: GET, body: { type: json, data: { c: 1 } } } } }
        """;

    /// <summary>An upstream that answers each request with its target, when it may.</summary>
    private static RawUpstream Answering(Func<string, Task>? may = null) => new(async connection =>
    {
        while (await connection.ReadHeadAsync() is { } head)
        {
            var path = PathOf(head);
            await (may?.Invoke(path) ?? Task.CompletedTask);
            await connection.SendAsync(Echo(path));
        }
    });

    private static byte[] Echo(string path) => RawUpstream.Ok(Encoding.UTF8.GetBytes($$"""{"x":"{{path}}"}"""), "Content-Type: application/json\r\n");

    private static string PathOf(string? head) => head?.Split(' ')[1] ?? "";

    /// <summary>Lets nobody through before both have come: two requests that await each other would stay there.</summary>
    private sealed class Barrier
    {
        private readonly TaskCompletionSource _isFull = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _missing = 2;

        public Task PassAsync(string path)
        {
            if (Interlocked.Decrement(ref _missing) == 0)
            {
                _isFull.SetResult();
            }

            return _isFull.Task.WaitAsync(TestContext.Current.CancellationToken);
        }
    }
}
