using Naftiko.Host.Commands.Printing;

namespace Naftiko.Host.Tests.Commands.Printing;

public class ShellTextTests
{
    [Theory]
    [InlineData("http://localhost:8080/a-b_c", "http://localhost:8080/a-b_c")]
    [InlineData("http://localhost/a?b=c&d", "'http://localhost/a?b=c&d'")]
    [InlineData("my file.yml", "'my file.yml'")]
    [InlineData("it's", "'it'\\''s'")]
    [InlineData("$(reboot)", "'$(reboot)'")]
    [InlineData("", "''")]
    public void Quote_Word_IsOneWordOfAShell(string word, string quoted) => Assert.Equal(quoted, ShellText.Quote(word));
}
