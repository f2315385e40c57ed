using System.Net;
using Naftiko.Host.Hosting;
using static Naftiko.Host.Tests.Hosting.TestHost;

namespace Naftiko.Host.Tests.Hosting;

public class SwapTests
{
    [Fact]
    public async Task Swap_UnderLoad_NoRequestFails()
    {
        const int Swaps = 20;
        const int RequestsPerSwap = 200;
        var port = FreePort();
        await using var host = await StartAsync([Generation(port, 0)]);
        using var client = new HttpClient();
        for (var generation = 1; generation <= Swaps; generation++)
        {
            var requests = Enumerable.Range(0, RequestsPerSwap)
                .Select(_ => client.GetAsync(new Uri($"http://127.0.0.1:{port}/v1/x"), TestContext.Current.CancellationToken)).ToList();
            Assert.Empty(host.Host.Swap(SnapshotBuilder.Build([Generation(port, generation)], new HostingOptions(), generation: generation)));
            foreach (var response in await Task.WhenAll(requests))
            {
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
                response.Dispose();
            }

            Assert.Equal($"GET /v1/{{id{generation}}} [x]", await client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/v1/x"), TestContext.Current.CancellationToken));
        }

        Assert.Equal(Swaps, host.Host.Current.Generation);
    }

    private static Surface Generation(int port, int number) => TestSurfaces.Rest(port, "ns", $"GET /v1/{{id{number}}}");
}
