using Naftiko.Engine.Consumes.Transport;

namespace Naftiko.Engine.Tests.Consumes.Transport;

public sealed class HopByHopTests
{
    [Theory]
    [InlineData("connection")]
    [InlineData("Keep-Alive")]
    [InlineData("Proxy-Authorization")]
    [InlineData("PROXY-CONNECTION")]
    [InlineData("TE")]
    [InlineData("Trailer")]
    [InlineData("Transfer-Encoding")]
    [InlineData("Upgrade")]
    [InlineData("host")]
    [InlineData("Content-Length")]
    public void Contains_HeaderOfTheConnection_True(string name) => Assert.True(HopByHop.Contains(name));

    [Theory]
    [InlineData("Authorization")]
    [InlineData("Content-Type")]
    [InlineData("X-Proxy-Host")]
    [InlineData("Cookie")]
    public void Contains_HeaderOfTheRequest_False(string name) => Assert.False(HopByHop.Contains(name));
}
