using ModelContextProtocol.Protocol;
using Naftiko.Host.Tests.Reloading;

namespace Naftiko.Host.Tests.Exposes.Mcp;

/// <summary>Tools whose upstream answers bytes.</summary>
public sealed class McpBinaryTests
{
    private const int Cap = 10 * 1024 * 1024;

    [Theory]
    [InlineData("image/png", typeof(ImageContentBlock))]
    [InlineData("audio/mpeg", typeof(AudioContentBlock))]
    [InlineData("application/pdf", typeof(EmbeddedResourceBlock))]
    public async Task Answer_IsABlockOfItsKind(string type, Type block)
    {
        var result = await CallAsync(type, [1, 2, 255]);
        Assert.NotEqual(true, result.IsError);
        var content = Assert.Single(result.Content);
        Assert.IsType(block, content);
        var (bytes, given) = content switch
        {
            ImageContentBlock image => (image.DecodedData, image.MimeType),
            AudioContentBlock audio => (audio.DecodedData, audio.MimeType),
            EmbeddedResourceBlock { Resource: BlobResourceContents blob } => (blob.DecodedData, blob.MimeType),
            _ => (default, null),
        };
        Assert.Equal([1, 2, 255], bytes.ToArray());
        Assert.Equal(type, given);
    }

    [Fact]
    public async Task Answer_OverTheCap_IsAnError()
    {
        var result = await CallAsync("image/png", new byte[Cap + 1]);
        Assert.True(result.IsError);
        Assert.IsType<TextContentBlock>(Assert.Single(result.Content));
    }

    private static async Task<CallToolResult> CallAsync(string type, byte[] body)
    {
        await using var upstream = await Upstream.StartAsync(context =>
        {
            context.Response.ContentType = type;
            return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
        });
        await using var folder = await LiveFolder.StartAsync(f => f.Replace("c.yaml", $$"""
            naftiko: 1.0.0-alpha2
            capability:
              consumes:
              - { namespace: api, type: http, baseUri: "{{upstream.Address}}", resources: [ { name: x, path: /x, operations: [ { name: get, method: GET, outputRawFormat: binary } ] } ] }
              exposes:
              - { type: mcp, namespace: srv, port: {{f.Port}}, tools: [ { name: get, description: G., call: api.get } ] }
            """));
        await using var client = await SurfaceClient.ConnectAsync(folder, "2025-11-25");
        return await client.CallToolAsync("get", cancellationToken: TestContext.Current.CancellationToken);
    }
}
