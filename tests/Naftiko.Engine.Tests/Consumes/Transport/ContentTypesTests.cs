using Naftiko.Engine.Consumes.Transport;

namespace Naftiko.Engine.Tests.Consumes.Transport;

public sealed class ContentTypesTests
{
    [Theory]
    [InlineData(null, null, null)]
    [InlineData("", null, null)]
    [InlineData("application/json", "application/json", null)]
    [InlineData(" Text/HTML ; charset=ISO-8859-1", "text/html", "ISO-8859-1")]
    [InlineData("text/csv;header=present;CHARSET=\"utf-8\" ;x=y", "text/csv", "utf-8")]
    [InlineData("text/plain; charset=", "text/plain", null)]
    [InlineData("; charset=utf-8", null, "utf-8")]
    public void Read_AsFound_GivesTypeAndCharset(string? contentType, string? mediaType, string? charset)
    {
        Assert.Equal(mediaType, ContentTypes.MediaType(contentType));
        Assert.Equal(charset, ContentTypes.Charset(contentType));
    }
}
