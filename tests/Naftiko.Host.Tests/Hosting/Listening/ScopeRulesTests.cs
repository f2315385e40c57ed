using System.Net;
using Naftiko.Host.Hosting;
using Naftiko.Host.Hosting.Listening;

namespace Naftiko.Host.Tests.Hosting.Listening;

public class ScopeRulesTests
{
    [Theory]
    [InlineData(null, false, false, null, "127.0.0.1 ::1", "")]
    [InlineData("localhost", false, false, null, "127.0.0.1 ::1", "")]
    [InlineData("127.0.0.1", false, false, null, "127.0.0.1", "")]
    [InlineData("::1", false, false, null, "::1", "")]
    [InlineData("0.0.0.0", false, false, null, "127.0.0.1 ::1", "NFK6005")]
    [InlineData("0.0.0.0", true, false, null, "::", "")]
    [InlineData("*", false, true, null, "::", "NFK6006")]
    [InlineData("192.0.2.7", false, false, null, "127.0.0.1 ::1", "NFK6005")]
    [InlineData("192.0.2.7", true, false, null, "192.0.2.7", "")]
    [InlineData("api.example.com", true, true, null, "127.0.0.1 ::1", "NFK6004")]
    [InlineData("1", true, true, null, "127.0.0.1 ::1", "NFK6004")]
    [InlineData("localhost", true, false, "*", "::", "")]
    [InlineData("localhost", false, false, "192.0.2.7", "192.0.2.7", "NFK6006")]
    [InlineData("0.0.0.0", false, false, "localhost", "127.0.0.1 ::1", "")]
    public void Build_Address_EffectiveOnlyWhereItIsSafe(string? address, bool hasAuthentication, bool allowPublic, string? overriding, string bound, string ids)
    {
        Assert.SkipUnless(System.Net.Sockets.Socket.OSSupportsIPv6 || bound != "::", "This machine has no IPv6");
        var snapshot = SnapshotBuilder.Build(
            [TestSurfaces.Rest("ns", "GET /a").With(address: address, hasAuthentication: hasAuthentication)],
            new HostingOptions { AllowPublic = allowPublic, AddressOverride = overriding });
        Assert.Equal(bound, string.Join(' ', snapshot.Listeners.Select(listener => listener.EndPoint.Address)));
        Assert.Equal(ids, string.Join(' ', snapshot.Diagnostics.Select(diagnostic => diagnostic.Id)));
    }

    [Fact]
    public async Task Resolve_SurfacesOfSeveralAddresses_OnlyThoseThatCoverTheLocalOne()
    {
        var snapshot = SnapshotBuilder.Build(
            [TestSurfaces.Rest("lan", "GET /lan").With(address: "192.0.2.7", hasAuthentication: true), TestSurfaces.Rest("home", "GET /home")], new HostingOptions());
        Assert.Equal(["127.0.0.1", "192.0.2.7", "::1"], snapshot.Listeners.Select(l => l.EndPoint.Address.ToString()).Order(StringComparer.Ordinal));
        var port = snapshot.Ports[8080];
        var lan = new Visitor(IPAddress.Parse("192.0.2.7"), false);
        Assert.Equal("lan: GET /lan []", await port.Ask("GET /lan", lan));
        Assert.Equal("404", await port.Ask("GET /home", lan));
        Assert.Equal("404", await port.Ask("GET /home/home", lan));
        Assert.Equal("404", await port.Ask("GET /lan"));
        Assert.Equal("home: GET /home []", await port.Ask("GET /home"));
    }

    [Fact]
    public void Build_PortMap_MovesListenersAndTables()
    {
        var snapshot = SnapshotBuilder.Build(
            [TestSurfaces.Rest(8080, "a"), TestSurfaces.Rest(9090, "b")], new HostingOptions { PortMap = new Dictionary<int, int> { [8080] = 18080 } });
        Assert.Equal([9090, 18080], snapshot.Ports.Keys.Order());
        Assert.Equal([9090, 18080], snapshot.Listeners.Select(listener => listener.EndPoint.Port).Distinct());
    }
}
