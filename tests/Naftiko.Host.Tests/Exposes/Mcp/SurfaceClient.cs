using ModelContextProtocol.Client;
using Naftiko.Host.Tests.Reloading;

namespace Naftiko.Host.Tests.Exposes.Mcp;

/// <summary>The official client, connected to what a folder of capabilities serves.</summary>
internal static class SurfaceClient
{
    public static Task<McpClient> ConnectAsync(LiveFolder folder, string revision, string path = "/mcp") => McpClient.CreateAsync(
        new HttpClientTransport(new HttpClientTransportOptions { Endpoint = new Uri($"http://127.0.0.1:{folder.Port}{path}"), TransportMode = HttpTransportMode.StreamableHttp }),
        new McpClientOptions { ProtocolVersion = revision },
        cancellationToken: TestContext.Current.CancellationToken);
}
