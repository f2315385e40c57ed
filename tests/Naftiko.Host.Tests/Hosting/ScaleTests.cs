using System.Diagnostics;
using Naftiko.Host.Hosting;

namespace Naftiko.Host.Tests.Hosting;

public class ScaleTests
{
    private const int Surfaces = 4500;
    private const int RoutesEach = 7;

    /// <summary>As many routes as all published capabilities have, of the shapes they have; every tenth surface shares its paths with its neighbour.</summary>
    [Fact]
    public async Task Build_AllPublishedCapabilities_EveryRouteIsFoundBareOnlyWhereUnique()
    {
        var empty = GC.GetTotalMemory(true);
        var surfaces = Enumerable.Range(0, Surfaces).Select(i => TestSurfaces.Rest(i % 3 == 2 ? 9090 : 8080, $"provider{i / 4}/ns{i}", RoutesOf(i))).ToList();
        var before = GC.GetTotalMemory(true);
        var started = Stopwatch.GetTimestamp();

        var snapshot = SnapshotBuilder.Build(surfaces, new HostingOptions());

        var elapsed = Stopwatch.GetElapsedTime(started);
        var bytes = GC.GetTotalMemory(true) - before;
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{elapsed.TotalMilliseconds:F0} ms, {bytes / (Surfaces * RoutesEach)} bytes a route besides {(before - empty) / (Surfaces * RoutesEach)} for its pattern and handler, {snapshot.Ports.Values.Sum(p => p.BareRouteCount)} bare");
        Assert.Empty(snapshot.Diagnostics);
        foreach (var i in Enumerable.Range(0, Surfaces / 50).Select(n => n * 50))
        {
            var port = snapshot.Ports[i % 3 == 2 ? 9090 : 8080];
            var word = WordOf(i);
            var isShared = i % 30 is 0 or 3;
            foreach (var mount in new[] { $"/provider{i / 4}/ns{i}", $"/ns{i}" })
            {
                Assert.Equal($"ns{i}: GET /v1/{word}/{{id}} [7]", await port.Ask($"GET {mount}/v1/{word}/7"));
            }

            Assert.Equal(isShared ? "404" : $"ns{i}: GET /v1/{word}/{{id}} [7]", await port.Ask($"GET /v1/{word}/7"));
            Assert.Equal($"ns{i}: GET /{{tenant}}/{word} [t]", await port.Ask($"GET /ns{i}/t/{word}"));
            Assert.Equal("404", await port.Ask($"GET /t/{word}"));
        }

        Assert.Equal(Surfaces - (2 * Surfaces / 30), snapshot.Ports.Values.Sum(port => port.BareRouteCount) / (RoutesEach - 1));
        GC.KeepAlive(surfaces);
    }

    private static string[] RoutesOf(int i)
    {
        var word = WordOf(i);
        return
        [
            $"GET /v1/{word}", $"POST /v1/{word}", $"GET /v1/{word}/{{id}}", $"DELETE /v1/{word}/{{id}}", $"GET /v1/{word}/{{id}}/items/{{item}}",
            $"POST /v1/{word}/{{id}}:run", $"GET /{{tenant}}/{word}",
        ];
    }

    /// <summary>The surfaces 30n and 30n + 3, on one port, share their word.</summary>
    private static string WordOf(int i) => $"resource{(i % 30 == 3 ? i - 3 : i)}";
}
