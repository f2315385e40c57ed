using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Naftiko.Host.Hosting;
using Naftiko.Spec.Sources;
using static Naftiko.Host.Tests.Hosting.TestHost;

namespace Naftiko.Host.Tests.Hosting.Listening;

public class ListenerSetTests
{
    [Fact]
    public async Task Start_PortInUse_ErrorNamesPortAndFilesAndOthersServe()
    {
        using var holder = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        holder.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        holder.Listen();
        var (taken, free) = (((IPEndPoint)holder.LocalEndPoint!).Port, FreePort());

        await using var host = await StartAsync(
            [TestSurfaces.Rest(taken, "a", "GET /a").With(address: "127.0.0.1"), TestSurfaces.Rest(taken, "b").With(address: "127.0.0.1"), TestSurfaces.Rest(free, "c", "GET /c")]);

        var diagnostic = Assert.Single(host.Diagnostics);
        Assert.Equal(("NFK6001", "a.yaml"), (diagnostic.Id, diagnostic.Span.File));
        Assert.Contains($"port {taken} ", diagnostic.Message, StringComparison.Ordinal);
        Assert.Contains("it is in use; asked for by a.yaml, b.yaml", diagnostic.Message, StringComparison.Ordinal);
        Assert.Equal("200", StatusOf(await SendAsync(free, "GET /c")));
    }

    [Fact]
    public async Task Start_AddressOfAnotherMachine_Error()
    {
        await using var host = await StartAsync([TestSurfaces.Rest(FreePort(), "a").With(address: "192.0.2.7", hasAuthentication: true)]);
        Assert.Contains("this machine does not have the address", Assert.Single(host.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_Localhost_AnswersOnIPv6Too()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "This machine has no IPv6");
        var port = FreePort();
        await using var host = await StartAsync([TestSurfaces.Rest(port, "a", "GET /a")]);
        Assert.Equal("200", StatusOf(await SendRawAsync(port, $"GET /a HTTP/1.1\nHost: [::1]:{port}\nConnection: close\n\n", IPAddress.IPv6Loopback)));
    }

    [Fact]
    public async Task Swap_OtherPort_OpensItAndClosesTheOldOneWhileRequestsFinish()
    {
        var (first, second) = (FreePort(), FreePort());
        var reached = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var slow = new Route("GET", PathPattern.Parse("/slow"), async (context, _) =>
        {
            reached.SetResult();
            await release.Task;
            await context.Response.WriteAsync("done");
        });
        await using var host = await StartAsync([Surface(first, slow)]);
        var inFlight = SendAsync(first, "GET /slow");
        await reached.Task.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Empty(host.Host.Swap(SnapshotBuilder.Build([TestSurfaces.Rest(second, "b", "GET /b")], new HostingOptions())));

        Assert.Equal("200", StatusOf(await SendAsync(second, "GET /b")));
        await Assert.ThrowsAsync<SocketException>(() => SendAsync(first, "GET /slow"));
        release.SetResult();
        Assert.Contains("done", await inFlight, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Swap_WiderAndNarrowerOnOnePort_Serves()
    {
        var port = FreePort();
        await using var host = await StartAsync([TestSurfaces.Rest(port, "a", "GET /one")]);
        foreach (var address in new[] { "*", "localhost", "*" })
        {
            var surface = TestSurfaces.Rest(port, "a", "GET /two").With(address: address, hasAuthentication: true);
            Assert.Empty(host.Host.Swap(SnapshotBuilder.Build([surface], new HostingOptions())));
            Assert.Equal("200", StatusOf(await SendAsync(port, "GET /two")));
        }
    }

    [Fact]
    public async Task Request_OnAConnectionThatOutlivesItsPort_404AndClosed()
    {
        var (first, second) = (FreePort(), FreePort());
        await using var host = await StartAsync([TestSurfaces.Rest(first, "a", "GET /a")]);
        using var client = new HttpClient();
        var uri = new Uri($"http://127.0.0.1:{first}/a");
        using var before = await client.GetAsync(uri, TestContext.Current.CancellationToken);
        host.Host.Swap(SnapshotBuilder.Build([TestSurfaces.Rest(second, "b", "GET /a")], new HostingOptions()));
        using var after = await client.GetAsync(uri, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound, true), (before.StatusCode, after.StatusCode, after.Headers.ConnectionClose));
    }

    [Fact]
    public async Task Stop_RequestInFlight_IsFinishedFirst()
    {
        var port = FreePort();
        var reached = new TaskCompletionSource();
        TestHost? host = null;
        var route = new Route("GET", PathPattern.Parse("/slow"), async (context, _) =>
        {
            var stopping = new TaskCompletionSource();
            using var registration = host!.Host.Stopping.Register(stopping.SetResult);
            reached.SetResult();
            await stopping.Task;
            await context.Response.WriteAsync("done");
        });
        await using (host = await StartAsync([Surface(port, route)]))
        {
            var inFlight = SendAsync(port, "GET /slow");
            await reached.Task.WaitAsync(TestContext.Current.CancellationToken);
            await host.Host.StopAsync(TestContext.Current.CancellationToken);
            Assert.Contains("done", await inFlight, StringComparison.Ordinal);
            await Assert.ThrowsAsync<SocketException>(() => SendAsync(port, "GET /slow"));
        }
    }

    private static Surface Surface(int port, Route route) => new()
    {
        Kind = SurfaceKind.Rest,
        Namespace = "slow",
        Folder = "",
        Span = SourceSpan.OfFile("slow.yaml"),
        Port = port,
        Routes = [route],
    };
}
