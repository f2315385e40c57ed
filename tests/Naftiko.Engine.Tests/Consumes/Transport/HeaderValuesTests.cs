using Naftiko.Engine.Consumes.Transport;

namespace Naftiko.Engine.Tests.Consumes.Transport;

public sealed class HeaderValuesTests
{
    [Theory]
    [InlineData("")]
    [InlineData("plain, with\ttab")]
    [InlineData("Zoë € 名")]
    public void TryValidate_Text_IsAccepted(string value) => Assert.True(HeaderValues.TryValidate(value));

    [Theory]
    [InlineData("a\r\nX-Injected: 1")]
    [InlineData("a\n")]
    [InlineData("\r")]
    [InlineData("a\0b")]
    [InlineData("a\u001bb")]
    [InlineData("a\u007f")]
    [InlineData("a\u0085b")]
    public void TryValidate_Controls_AreRefused(string value) => Assert.False(HeaderValues.TryValidate(value));
}
