using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Naftiko.Host.Tests.Reloading;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Tests.Exposes.Mcp;

/// <summary>Resources, with the official client in both eras.</summary>
public sealed class McpResourceTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Eras => ["2025-11-25", "2026-07-28"];

    [Theory]
    [MemberData(nameof(Eras))]
    public async Task Folder_IsListedPerFileAndRead(string era)
    {
        await using var folder = await LiveFolder.StartAsync(f =>
        {
            File(f, "docs/guide.md", "# Guide\n"u8);
            File(f, "docs/deep/a b.txt", "spaced"u8);
            File(f, "docs/logo.png", [0x89, 0x50, 0x4E, 0x47, 0xFF]);
            File(f, "docs/.secret", "no"u8);
            File(f, "outside.txt", "no"u8);
            System.IO.File.CreateSymbolicLink(Path.Combine(f.Path, "docs", "leak.txt"), Path.Combine(f.Path, "outside.txt"));
            Serve(f, "- { name: docs, label: Docs, uri: 'docs://guide', description: All., location: 'file:///./docs' }");
        });
        await using var client = await SurfaceClient.ConnectAsync(folder, era);

        var listed = await client.ListResourcesAsync(cancellationToken: Cancellation);
        Assert.Equal(
            [("docs://guide/deep/a%20b.txt", "text/plain", 6), ("docs://guide/guide.md", "text/markdown", 8), ("docs://guide/logo.png", "image/png", 5)],
            listed.Select(r => (r.Uri, r.MimeType, r.ProtocolResource.Size ?? 0)));
        Assert.Equal("Docs", listed[0].Title);

        Assert.Equal("# Guide\n", await TextAsync(client, "docs://guide/guide.md"));
        Assert.Equal("spaced", await TextAsync(client, "docs://guide/deep/a%20b.txt"));
        var blob = Assert.IsType<BlobResourceContents>((await client.ReadResourceAsync("docs://guide/logo.png", cancellationToken: Cancellation)).Contents.Single());
        Assert.Equal("image/png", blob.MimeType);
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0xFF], blob.DecodedData.ToArray());
    }

    [Theory]
    [InlineData("docs://guide/../outside.txt")]
    [InlineData("docs://guide/%2e%2e/outside.txt")]
    [InlineData("docs://guide/..%2Foutside.txt")]
    [InlineData("docs://guide/..\\outside.txt")]
    [InlineData("docs://guide/leak.txt")]
    [InlineData("docs://guide/linked/outside.txt")]
    [InlineData("docs://guide/.secret")]
    [InlineData("docs://guide/deep")]
    [InlineData("docs://guide")]
    [InlineData("docs://guide/")]
    [InlineData("docs://guide//guide.md")]
    [InlineData("docs://guide/absent.md")]
    [InlineData("docs://guide-2/guide.md")]
    [InlineData("file:///etc/passwd")]
    public async Task Folder_WhatLiesOutside_IsUnknown(string uri)
    {
        await using var folder = await LiveFolder.StartAsync(f =>
        {
            File(f, "docs/guide.md", "# Guide\n"u8);
            File(f, "docs/deep/x.txt", "x"u8);
            File(f, "docs/.secret", "no"u8);
            File(f, "outside.txt", "no"u8);
            System.IO.File.CreateSymbolicLink(Path.Combine(f.Path, "docs", "leak.txt"), Path.Combine(f.Path, "outside.txt"));
            Directory.CreateSymbolicLink(Path.Combine(f.Path, "docs", "linked"), f.Path);
            Serve(f, "- { name: docs, label: Docs, uri: 'docs://guide', description: All., location: 'file:///./docs' }");
        });
        await using var old = await SurfaceClient.ConnectAsync(folder, "2025-11-25");
        await using var modern = await SurfaceClient.ConnectAsync(folder, "2026-07-28");
        Assert.Equal(McpErrorCode.ResourceNotFound, await ErrorAsync(old, uri));
        Assert.Equal(McpErrorCode.InvalidParams, await ErrorAsync(modern, uri));
    }

    [Fact]
    public async Task Folder_MountedAsVolumesAre_FollowsLinksInside()
    {
        await using var folder = await LiveFolder.StartAsync(f =>
        {
            File(f, "docs/..2026/a.txt", "v1"u8);
            Directory.CreateSymbolicLink(Path.Combine(f.Path, "docs", "..data"), "..2026");
            System.IO.File.CreateSymbolicLink(Path.Combine(f.Path, "docs", "a.txt"), "..data/a.txt");
            Directory.CreateSymbolicLink(Path.Combine(f.Path, "docs", "round"), ".");
            Serve(f, "- { name: docs, label: Docs, uri: 'docs://v', description: All., location: docs }");
        });
        await using var client = await SurfaceClient.ConnectAsync(folder, "2025-11-25");
        Assert.Equal("docs://v/a.txt", Assert.Single(await client.ListResourcesAsync(cancellationToken: Cancellation)).Uri);
        Assert.Equal("v1", await TextAsync(client, "docs://v/a.txt"));
    }

    [Fact]
    public async Task File_IsReadUnderItsOwnUri_AndSeenFresh()
    {
        await using var folder = await LiveFolder.StartAsync(f =>
        {
            File(f, "terms", "old"u8);
            Serve(f, "- { name: terms, label: Terms, uri: 'docs://terms', description: Terms., mimeType: text/x-terms, location: 'file:///./terms' }");
        });
        await using var client = await SurfaceClient.ConnectAsync(folder, "2025-11-25");
        var listed = Assert.Single(await client.ListResourcesAsync(cancellationToken: Cancellation));
        Assert.Equal(("docs://terms", "text/x-terms", "terms"), (listed.Uri, listed.MimeType, listed.Name));
        File(folder, "terms", "new"u8);
        Assert.Equal("new", await TextAsync(client, "docs://terms"));
        Assert.Equal(McpErrorCode.ResourceNotFound, await ErrorAsync(client, "docs://terms/terms"));
    }

    [Fact]
    public async Task File_OverTheCap_IsAnError()
    {
        await using var folder = await LiveFolder.StartAsync(f =>
        {
            using (var large = System.IO.File.Create(Path.Combine(f.Path, "large.bin")))
            {
                large.SetLength((10 * 1024 * 1024) + 1);
            }

            Serve(f, "- { name: large, label: Large, uri: 'docs://large', description: Large., location: large.bin }");
        });
        await using var client = await SurfaceClient.ConnectAsync(folder, "2025-11-25");
        Assert.Equal(McpErrorCode.InternalError, await ErrorAsync(client, "docs://large"));
    }

    [Fact]
    public async Task Folder_Missing_IsAWarningAndTheRestServes()
    {
        await using var folder = await LiveFolder.StartAsync(f => Serve(f, """
            - { name: docs, label: Docs, uri: 'docs://x', description: All., location: 'file:///./absent' }
            - { name: now, label: Now, uri: 'data://now', description: Now., outputParameters: [ { name: x, type: string, value: there } ] }
            """));
        Assert.Equal(["NFK1108"], folder.Server.Served.Diagnostics.Where(d => d.Severity != Severity.Info).Select(d => d.Descriptor.Id));
        await using var client = await SurfaceClient.ConnectAsync(folder, "2025-11-25");
        Assert.Equal("data://now", Assert.Single(await client.ListResourcesAsync(cancellationToken: Cancellation)).Uri);
        Assert.Equal("""{"x":"there"}""", await TextAsync(client, "data://now"));
    }

    [Fact]
    public async Task Folder_OutsideTheServedOne_IsAnErrorAndNotServed()
    {
        await using var folder = await LiveFolder.StartAsync(f => Serve(f, """
            - { name: etc, label: Etc, uri: 'etc://x', description: All., location: 'file:///etc' }
            - { name: up, label: Up, uri: 'up://x', description: All., location: 'file:///../' }
            """));
        Assert.Equal(["NFK1103", "NFK1103"], folder.Server.Served.Diagnostics.Where(d => d.Severity != Severity.Info).Select(d => d.Descriptor.Id));
    }

    [Theory]
    [MemberData(nameof(Eras))]
    public async Task Template_IsListedReadAndChecked(string era)
    {
        await using var upstream = await Upstream.StartAsync("""{"title":"Blue","pages":[{"n":1}]}""");
        await using var folder = await LiveFolder.StartAsync(f => Serve(
            f,
            """
            - name: book
              label: Book
              uri: "lib://{shelf-id}/books/{id}"
              description: A book.
              inputParameters: [ { name: id, type: integer, description: The number. } ]
              call: api.get
              with: { shelf: srv.shelf-id, id: id }
              outputParameters: [ { type: object, properties: { name: { type: string, mapping: $.title } } } ]
            """,
            upstream));
        await using var client = await SurfaceClient.ConnectAsync(folder, era);

        Assert.Empty(await client.ListResourcesAsync(cancellationToken: Cancellation));
        Assert.Equal("lib://{shelf_id}/books/{id}", Assert.Single(await client.ListResourceTemplatesAsync(cancellationToken: Cancellation)).UriTemplate);
        Assert.Equal("""{"name":"Blue"}""", await TextAsync(client, "lib://A%2FB%20c/books/7"));
        Assert.Equal("/shelves/A%2FB%20c/books/7", upstream.Requests.Single().Target);

        Assert.Equal(McpErrorCode.InvalidParams, await ErrorAsync(client, "lib://x/books/seven"));
        Assert.Equal(McpErrorCode.InvalidParams, await ErrorAsync(client, "lib://../books/7"));
        Assert.Equal(McpErrorCode.InvalidParams, await ErrorAsync(client, "lib://%2e%2e/books/7"));
        Assert.Equal(era == "2026-07-28" ? McpErrorCode.InvalidParams : McpErrorCode.ResourceNotFound, await ErrorAsync(client, "lib://x/y/books/7"));
        Assert.Single(upstream.Requests);
    }

    [Theory]
    [MemberData(nameof(Eras))]
    public async Task Template_MayHaveSlashesAndAQuery(string era)
    {
        await using var upstream = await Upstream.StartAsync("{}");
        await using var folder = await LiveFolder.StartAsync(f => Serve(
            f,
            """
            - { name: tree, label: Tree, uri: "tree://{repo}/{+file}", description: T., call: api.get, with: { shelf: "{{repo}}", id: "{{file}}" } }
            - { name: find, label: Find, uri: "find://books{?q,page}", description: F., inputParameters: [ { name: page, type: integer, description: P., required: false } ], outputParameters: [ { name: q, type: string, value: "<{{q}}>" }, { name: page, type: integer, value: "{{page}}" } ] }
            - { name: exploded, label: E, uri: "find://x{?q*}", description: E., outputParameters: [ { name: q, type: string, value: x } ] }
            - { name: dotted, label: E, uri: "find://y{.q}", description: E., outputParameters: [ { name: q, type: string, value: x } ] }
            """,
            upstream));
        Assert.Equal(2, folder.Server.Served.Diagnostics.Count(d => d.Descriptor.Id == "NFK4001"));
        await using var client = await SurfaceClient.ConnectAsync(folder, era);
        Assert.Equal(["tree://{repo}/{+file}", "find://books{?q,page}"], (await client.ListResourceTemplatesAsync(cancellationToken: Cancellation)).Select(t => t.UriTemplate));
        await TextAsync(client, "tree://r/a/b%20c.txt");
        Assert.Equal("/shelves/r/books/a%2Fb%20c.txt", upstream.Requests.Single().Target);
        Assert.Equal("""{"q":"<a b&c>","page":2}""", await TextAsync(client, "find://books?page=2&q=a%20b%26c"));
        Assert.Equal("""{"q":"<>","page":null}""", await TextAsync(client, "find://books"));
        Assert.Equal(McpErrorCode.InvalidParams, await ErrorAsync(client, "find://books?page=two"));
        foreach (var unknown in (string[])["find://books?other=1", "find://books?q=1&q=2", "find://books/x?q=1", "tree://r/"])
        {
            Assert.Equal(era == "2026-07-28" ? McpErrorCode.InvalidParams : McpErrorCode.ResourceNotFound, await ErrorAsync(client, unknown));
        }
    }

    [Fact]
    public async Task Steps_MappingsAreApplied()
    {
        await using var upstream = await Upstream.StartAsync("""{"title":"Blue"}""");
        await using var folder = await LiveFolder.StartAsync(f => Serve(
            f,
            """
            - name: both
              label: Both
              uri: "lib://both"
              description: Two books.
              steps:
              - { type: call, name: one, call: api.get, with: { shelf: a, id: 1 } }
              - { type: call, name: two, call: api.get, with: { shelf: b, id: 2 } }
              mappings: [ { targetName: first.title, value: $.one.title }, { targetName: second, value: $.two } ]
            """,
            upstream));
        await using var client = await SurfaceClient.ConnectAsync(folder, "2025-11-25");
        Assert.Equal("""{"first":{"title":"Blue"},"second":{"title":"Blue"}}""", await TextAsync(client, "lib://both"));
    }

    [Theory]
    [InlineData(404, McpErrorCode.ResourceNotFound)]
    [InlineData(500, McpErrorCode.InternalError)]
    public async Task Call_UpstreamError_IsAnErrorAndNoContent(int status, McpErrorCode code)
    {
        await using var upstream = await Upstream.StartAsync("""{"message":"no such book"}""", status: status);
        await using var folder = await LiveFolder.StartAsync(f => Serve(f, "- { name: b, label: B, uri: 'lib://b', description: B., call: api.get, with: { shelf: a, id: 1 } }", upstream));
        await using var client = await SurfaceClient.ConnectAsync(folder, "2025-11-25");
        var error = await Assert.ThrowsAsync<McpProtocolException>(async () => await client.ReadResourceAsync("lib://b", cancellationToken: Cancellation));
        Assert.Equal(code, error.ErrorCode);
        Assert.Contains("no such book", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/markdown", "", "# Blue", "text/markdown")]
    [InlineData("image/png", "", null, "image/png")]
    [InlineData("application/json", ", mimeType: text/plain, outputParameters: [ { type: string, mapping: $.title } ]", "Blue", "text/plain")]
    [InlineData("application/json", ", outputParameters: [ { type: string, mapping: $.title } ]", "\"Blue\"", "application/json")]
    [InlineData("application/json", ", binary: true, mimeType: application/x-b", null, "application/x-b")]
    public async Task Call_ContentIsTextOrBlobByWhatItIs(string upstreamType, string more, string? text, string type)
    {
        await using var upstream = await Upstream.StartAsync(upstreamType == "application/json" ? """{"title":"Blue"}""" : "# Blue", upstreamType);
        await using var folder = await LiveFolder.StartAsync(f => Serve(
            f, $$"""- { name: b, label: B, uri: 'lib://b', description: B., call: api.get, with: { shelf: a, id: 1 } {{more}} }""", upstream));
        await using var client = await SurfaceClient.ConnectAsync(folder, "2025-11-25");
        var contents = (await client.ReadResourceAsync("lib://b", cancellationToken: Cancellation)).Contents.Single();
        Assert.Equal(type, contents.MimeType);
        Assert.Equal(text, (contents as TextResourceContents)?.Text);
        Assert.Equal(text is null, contents is BlobResourceContents);
    }

    [Fact]
    public async Task Lists_SayHowLongTheyHold()
    {
        await using var folder = await LiveFolder.StartAsync(f => Serve(
            f, "- { name: now, label: Now, uri: 'data://now', description: Now., outputParameters: [ { name: x, type: string, value: there } ] }", settings: "ttlMs: 5000, cacheScope: public"));
        await using var client = await SurfaceClient.ConnectAsync(folder, "2026-07-28");
        var listed = await client.ListResourcesAsync(new ListResourcesRequestParams(), Cancellation);
        Assert.Equal((TimeSpan.FromSeconds(5), CacheScope.Public), (listed.TimeToLive, listed.CacheScope));
        var read = await client.ReadResourceAsync("data://now", cancellationToken: Cancellation);
        Assert.Equal((TimeSpan.FromSeconds(5), CacheScope.Public), (read.TimeToLive, read.CacheScope));
        await using var old = await SurfaceClient.ConnectAsync(folder, "2025-11-25");
        Assert.Null((await old.ListResourcesAsync(new ListResourcesRequestParams(), Cancellation)).TimeToLive);
    }

    [Fact]
    public async Task Lists_HavePages()
    {
        var resources = string.Concat(Enumerable.Range(0, 251).Select(i => $"- {{ name: r{i}, label: R, uri: 'r://{i}', description: R., outputParameters: [ {{ name: x, type: integer, value: {i} }} ] }}\n"));
        await using var folder = await LiveFolder.StartAsync(f => Serve(f, resources));
        await using var client = await SurfaceClient.ConnectAsync(folder, "2025-11-25");
        var first = await client.ListResourcesAsync(new ListResourcesRequestParams(), Cancellation);
        Assert.Equal((250, "250"), (first.Resources.Count, first.NextCursor));
        Assert.Equal(251, (await client.ListResourcesAsync(cancellationToken: Cancellation)).Count);
    }

    [Fact]
    public async Task Resource_ThatNobodyCanFeed_IsReportedAndAnswersAnError()
    {
        await using var upstream = await Upstream.StartAsync("{}");
        await using var folder = await LiveFolder.StartAsync(f => Serve(f, "- { name: b, label: B, uri: 'lib://{shelf}', description: B., call: api.get }", upstream));
        Assert.Contains(folder.Server.Served.Diagnostics, d => d.Descriptor.Id == "NFK3040" && d.Message.Contains("'id'", StringComparison.Ordinal));
        await using var client = await SurfaceClient.ConnectAsync(folder, "2025-11-25");
        Assert.Equal(McpErrorCode.InvalidParams, await ErrorAsync(client, "lib://a"));
        Assert.Empty(upstream.Requests);
    }

    [Fact]
    public async Task Port_JoinsResourcesAndPrompts_FirstUriWins()
    {
        await using var folder = await LiveFolder.StartAsync(f =>
        {
            foreach (var name in (string[])["a", "b"])
            {
                f.Replace($"{name}.yaml", $$"""
                    naftiko: 1.0.0-alpha2
                    capability:
                      exposes:
                      - type: mcp
                        namespace: {{name}}
                        port: {{f.Port}}
                        resources:
                        - { name: same, label: S, uri: 'r://same', description: S., outputParameters: [ { name: x, type: string, value: {{name}} } ] }
                        - { name: own, label: O, uri: 'r://{{name}}', description: O., outputParameters: [ { name: x, type: string, value: {{name}} } ] }
                        prompts:
                        - { name: hello, label: H, description: H., template: [ { role: user, content: "I am {{name}}" } ] }
                        - { name: only-{{name}}, label: H, description: H., template: [ { role: user, content: x } ] }
                    """);
            }
        });
        await using var client = await SurfaceClient.ConnectAsync(folder, "2025-11-25");
        Assert.Equal(["r://same", "r://a", "r://b"], (await client.ListResourcesAsync(cancellationToken: Cancellation)).Select(r => r.Uri));
        Assert.Equal("""{"x":"a"}""", await TextAsync(client, "r://same"));
        Assert.Equal(["a_hello", "only-a", "b_hello", "only-b"], (await client.ListPromptsAsync(cancellationToken: Cancellation)).Select(p => p.Name));
        var second = await client.GetPromptAsync("b_hello", cancellationToken: Cancellation);
        Assert.Equal("I am b", Assert.IsType<TextContentBlock>(second.Messages.Single().Content).Text);
        await using var own = await SurfaceClient.ConnectAsync(folder, "2025-11-25", "/b/mcp");
        Assert.Equal("""{"x":"b"}""", await TextAsync(own, "r://same"));
    }

    private static void Serve(LiveFolder folder, string resources, Upstream? upstream = null, string settings = "description: Test.") => folder.Replace("c.yaml", $$"""
        naftiko: 1.0.0-alpha2
        capability:
          consumes:
          - { namespace: api, type: http, baseUri: "{{upstream?.Address.ToString().TrimEnd('/') ?? "http://127.0.0.1:9"}}", resources: [
              { name: books, path: "/shelves/{shelf}/books/{id}", operations: [ { name: get, method: GET } ] } ] }
          exposes:
          - type: mcp
            namespace: srv
            port: {{folder.Port}}
            {{settings.Replace(", ", "\n    ", StringComparison.Ordinal)}}
            tools: [ { name: t, description: T., outputParameters: [ { name: x, type: string, value: x } ] } ]
            resources:
        {{string.Join('\n', resources.Split('\n').Select(l => "    " + l))}}
        """);

    private static void File(LiveFolder folder, string path, ReadOnlySpan<byte> content)
    {
        var full = Path.Combine(folder.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        System.IO.File.WriteAllBytes(full, content);
    }

    private static async Task<string> TextAsync(McpClient client, string uri) =>
        Assert.IsType<TextResourceContents>((await client.ReadResourceAsync(uri, cancellationToken: Cancellation)).Contents.Single()).Text;

    private static async Task<McpErrorCode> ErrorAsync(McpClient client, string uri) =>
        (await Assert.ThrowsAsync<McpProtocolException>(async () => await client.ReadResourceAsync(uri, cancellationToken: Cancellation))).ErrorCode;
}
