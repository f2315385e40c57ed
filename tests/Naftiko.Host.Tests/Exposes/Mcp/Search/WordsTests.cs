using Naftiko.Host.Exposes.Mcp.Search;

namespace Naftiko.Host.Tests.Exposes.Mcp.Search;

public class WordsTests
{
    [Theory]
    [InlineData("getUserProfile", "get user profil")]
    [InlineData("list-team_repositories", "list team repository")]
    [InlineData("HTTP2 status", "http2 status")]
    [InlineData("the list of all boxes, please", "list all box")]
    [InlineData("translate translates translating translated translation translations", "translat translat translat translat translat translat")]
    [InlineData("shipping shipped ship", "ship ship ship")]
    [InlineData("billing bill classes class", "bill bill class class")]
    [InlineData("string king red", "string king red")]
    [InlineData("Größe", "größ")]
    [InlineData("", "")]
    [InlineData("!?", "")]
    public void Of_Text_ComparedForms(string text, string expected) => Assert.Equal(expected, string.Join(' ', Words.Of(text)));

    [Fact]
    public void Like_Action_OthersOfItsKind()
    {
        Assert.Contains("remov", Words.Like("delet").ToArray());
        Assert.Empty(Words.Like("invoice").ToArray());
    }
}
