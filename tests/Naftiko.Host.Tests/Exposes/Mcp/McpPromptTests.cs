using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Naftiko.Host.Tests.Reloading;

namespace Naftiko.Host.Tests.Exposes.Mcp;

/// <summary>Prompts and completion, with the official client in both eras.</summary>
public sealed class McpPromptTests
{
    private const string Greeting = """
        - name: greet
          label: Greet
          description: Greets.
          arguments:
          - { name: who, label: Who, description: Whom. }
          - { name: tone, description: How., required: false, enum: [warm, weird, cold] }
          template:
          - { role: user, content: "Say {{who}} and {who} to {{ who }}, {{tone}}! {other} {{unknown}} ${who} { who: 1 }" }
          - { role: assistant, content: "{{who}}" }
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Eras => ["2025-11-25", "2026-07-28"];

    [Theory]
    [MemberData(nameof(Eras))]
    public async Task Template_PutsInDeclaredArgumentsOnly(string era)
    {
        await using var folder = await StartAsync(Greeting);
        await using var client = await SurfaceClient.ConnectAsync(folder, era);
        var result = await client.GetPromptAsync("greet", new Dictionary<string, object?> { ["who"] = "{{tone}} & <b>" }, cancellationToken: Cancellation);
        Assert.Equal("Greets.", result.Description);
        Assert.Equal(
            [(Role.User, "Say {{tone}} & <b> and {{tone}} & <b> to {{tone}} & <b>, ! {other} {{unknown}} ${who} { who: 1 }"), (Role.Assistant, "{{tone}} & <b>")],
            result.Messages.Select(m => (m.Role, Assert.IsType<TextContentBlock>(m.Content).Text)));
        Assert.Contains(folder.Server.Served.Diagnostics, d => d.Descriptor.Id == "NFK4003" && d.Message.Contains("unknown", StringComparison.Ordinal));
    }

    [Fact]
    public async Task List_KeepsOrderTitlesAndWhatIsRequired()
    {
        await using var folder = await StartAsync(Greeting + "\n- { name: alone, label: Alone, description: D., template: [ { role: user, content: x } ] }");
        await using var client = await SurfaceClient.ConnectAsync(folder, "2025-11-25");
        var prompts = await client.ListPromptsAsync(cancellationToken: Cancellation);
        Assert.Equal([("greet", "Greet"), ("alone", "Alone")], prompts.Select(p => (p.Name, p.Title)));
        Assert.Equal([("who", "Who", true), ("tone", null, false)], prompts[0].ProtocolPrompt.Arguments!.Select(a => (a.Name, a.Title, a.Required ?? false)));
        Assert.Null(prompts[1].ProtocolPrompt.Arguments);
    }

    [Theory]
    [InlineData("greet", null, "'who' is required")]
    [InlineData("greet", "tone=hot", "'tone' must be one of warm, weird, cold")]
    [InlineData("greet", "who=x,nobody=y", "'nobody' is no argument")]
    [InlineData("absent", "who=x", "'absent'")]
    public async Task Get_WrongArguments_AreNamed(string prompt, string? arguments, string expected)
    {
        await using var folder = await StartAsync(Greeting);
        foreach (var era in (string[])["2025-11-25", "2026-07-28"])
        {
            await using var client = await SurfaceClient.ConnectAsync(folder, era);
            var given = arguments?.Split(',').Select(a => a.Split('=')).ToDictionary(a => a[0], a => (object?)a[1]);
            var error = await Assert.ThrowsAsync<McpProtocolException>(async () => await client.GetPromptAsync(prompt, given, cancellationToken: Cancellation));
            Assert.Equal(McpErrorCode.InvalidParams, error.ErrorCode);
            Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Location_IsOneMessageOfTheUser_AndReloads()
    {
        await using var folder = await StartAsync(
            "- { name: p, label: P, description: D., location: 'file:///./prompts/p.md', arguments: [ { name: x, description: X., required: true } ] }",
            f =>
            {
                Directory.CreateDirectory(Path.Combine(f.Path, "prompts"));
                File.WriteAllText(Path.Combine(f.Path, "prompts", "p.md"), "Look at {{x}}.\n{{#if y}} stays");
            });
        await using var client = await SurfaceClient.ConnectAsync(folder, "2025-11-25");

        // What is no template of ours is prose, and does not keep the places from being filled.
        Assert.Equal("Look at it.\n{{#if y}} stays", await TextAsync(client, "p", "x", "it"));
        File.WriteAllText(Path.Combine(folder.Path, "prompts", "p.md"), "Now look at {{x}}.");
        folder.Server.Reload();
        Assert.Equal("Now look at it.", await TextAsync(client, "p", "x", "it"));
    }

    [Theory]
    [InlineData("file:///./absent.md", "NFK1101")]
    [InlineData("file:///../outside.md", "NFK1103")]
    [InlineData("file:///etc/passwd", "NFK1103")]
    public async Task Location_NotToBeRead_IsAnErrorAndNotListed(string location, string id)
    {
        await using var folder = await StartAsync($"- {{ name: p, label: P, description: D., location: '{location}' }}\n{Greeting}");
        Assert.Contains(folder.Server.Served.Diagnostics, d => d.Descriptor.Id == id);
        await using var client = await SurfaceClient.ConnectAsync(folder, "2025-11-25");
        Assert.Equal("greet", Assert.Single(await client.ListPromptsAsync(cancellationToken: Cancellation)).Name);
    }

    [Fact]
    public async Task Call_AnswersWithTheUpstreamsText()
    {
        await using var upstream = await Upstream.StartAsync("""{"text":"Write about blue."}""");
        await using var folder = await StartAsync(
            """
            - name: topic
              label: Topic
              description: D.
              arguments: [ { name: id, description: Id. } ]
              call: api.get
              with: { id: "{{id}}" }
              outputParameters: [ { type: string, mapping: $.text } ]
            - name: stepped
              label: Stepped
              description: D.
              arguments: [ { name: id, description: Id. } ]
              steps: [ { type: call, name: one, call: api.get, with: { id: srv.id } } ]
              mappings: [ { targetName: about, value: $.one.text } ]
            """,
            upstream: upstream);
        await using var client = await SurfaceClient.ConnectAsync(folder, "2025-11-25");
        Assert.Equal("Write about blue.", await TextAsync(client, "topic", "id", "7"));
        Assert.Equal("""{"about":"Write about blue."}""", await TextAsync(client, "stepped", "id", "8"));
        Assert.Equal(["/topics/7", "/topics/8"], upstream.Requests.Select(r => r.Target));
    }

    [Fact]
    public async Task Call_UpstreamError_IsAnError()
    {
        await using var upstream = await Upstream.StartAsync("""{"message":"gone"}""", status: 500);
        await using var folder = await StartAsync("- { name: p, label: P, description: D., call: api.get, with: { id: 1 } }", upstream: upstream);
        await using var client = await SurfaceClient.ConnectAsync(folder, "2025-11-25");
        var error = await Assert.ThrowsAsync<McpProtocolException>(async () => await client.GetPromptAsync("p", cancellationToken: Cancellation));
        Assert.Equal(McpErrorCode.InternalError, error.ErrorCode);
        Assert.Contains("status 500", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Eras))]
    public async Task Completion_OffersTheEnumsValues(string era)
    {
        await using var upstream = await Upstream.StartAsync("{}");
        await using var folder = await StartAsync(Greeting, upstream: upstream, resources: """
            - { name: t, label: T, uri: "t://{id}", description: T., inputParameters: [ { name: id, type: string, description: I., enum: [one, two] } ], call: api.get }
            """);
        await using var client = await SurfaceClient.ConnectAsync(folder, era);
        Assert.NotNull(client.ServerCapabilities.Completions);
        Assert.Equal(["warm", "weird"], await CompleteAsync(client, new PromptReference { Name = "greet" }, "tone", "W"));
        Assert.Empty(await CompleteAsync(client, new PromptReference { Name = "greet" }, "who", ""));
        Assert.Equal(["one", "two"], await CompleteAsync(client, new ResourceTemplateReference { Uri = "t://{id}" }, "id", ""));
        var error = await Assert.ThrowsAsync<McpProtocolException>(async () => await CompleteAsync(client, new PromptReference { Name = "absent" }, "x", ""));
        Assert.Equal(McpErrorCode.InvalidParams, error.ErrorCode);
    }

    [Fact]
    public async Task Completion_WithoutEnums_IsNotOffered()
    {
        await using var folder = await StartAsync("- { name: p, label: P, description: D., template: [ { role: user, content: x } ] }");
        await using var client = await SurfaceClient.ConnectAsync(folder, "2025-11-25");
        Assert.Null(client.ServerCapabilities.Completions);
        Assert.Null(client.ServerCapabilities.Resources);
    }

    [Fact]
    public async Task NamedMaps_ReadLikeLists()
    {
        await using var folder = await LiveFolder.StartAsync(f => f.Replace("c.yaml", $$$"""
            ikanos: 1.0.0-beta5
            capability:
              exposes:
              - type: mcp
                namespace: srv
                port: {{{f.Port}}}
                prompts:
                  hello:
                    display: Hello
                    description: D.
                    arguments: { who: { display: Who, description: W. } }
                    template: [ { role: user, content: "Hi {{who}}" } ]
            """));
        await using var client = await SurfaceClient.ConnectAsync(folder, "2026-07-28");
        Assert.Equal("Hi Ann", await TextAsync(client, "hello", "who", "Ann"));
    }

    private static Task<LiveFolder> StartAsync(string prompts, Action<LiveFolder>? write = null, Upstream? upstream = null, string resources = "[]") => LiveFolder.StartAsync(f =>
    {
        write?.Invoke(f);
        f.Replace("c.yaml", $"""
            naftiko: 1.0.0-alpha2
            capability:
              consumes:
              - namespace: api
                type: http
                baseUri: "{upstream?.Address.ToString().TrimEnd('/') ?? "http://127.0.0.1:9"}"
                resources: [ {Brace("name: topics, path: '/topics/{id}', operations: [ { name: get, method: GET } ]")} ]
              exposes:
              - type: mcp
                namespace: srv
                port: {f.Port}
                resources:
            {Indent(resources)}
                prompts:
            {Indent(prompts)}
            """);
    });

    private static string Brace(string text) => $"{{ {text} }}";

    private static string Indent(string text) => string.Join('\n', text.Split('\n').Select(l => "      " + l));

    private static async Task<string> TextAsync(McpClient client, string prompt, string argument, string value)
    {
        var result = await client.GetPromptAsync(prompt, new Dictionary<string, object?> { [argument] = value }, cancellationToken: Cancellation);
        return Assert.IsType<TextContentBlock>(Assert.Single(result.Messages).Content).Text;
    }

    private static async Task<IList<string>> CompleteAsync(McpClient client, Reference reference, string argument, string value) =>
        (await client.CompleteAsync(reference, argument, value, cancellationToken: Cancellation)).Completion.Values;
}
