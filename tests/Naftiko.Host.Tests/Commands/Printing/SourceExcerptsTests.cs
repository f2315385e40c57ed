using Naftiko.Host.Commands.Printing;
using Naftiko.Spec.Sources;

namespace Naftiko.Host.Tests.Commands.Printing;

public sealed class SourceExcerptsTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(3, "consumes")] // a plain key
    [InlineData(9, "name: X-Plain")] // beside, not below, what is secret
    public void Of_PlainLine_LineAndCaret(int line, string shown) => Assert.Contains(shown, Of(line, "naftiko: \"1.0.0-alpha2\""), StringComparison.Ordinal);

    [Theory]
    [InlineData(5)] // authentication itself
    [InlineData(6)] // below it
    [InlineData(7)] // below it
    [InlineData(10)] // a value
    [InlineData(12)] // beside a header that carries a credential
    public void Of_LineThatMayHoldACredential_Null(int line) => Assert.Null(Of(line, "naftiko: \"1.0.0-alpha2\""));

    [Fact]
    public void Of_FileThatIsNoCapability_Null() => Assert.Null(Of(3, "somebody: else"));

    [Fact]
    public void Of_FileThatWasNotGiven_Null()
    {
        var other = _folder.Add("binds.yml", "naftiko: x\nplain: line\n");
        Assert.Null(new SourceExcerpts([]).Of(new SourceSpan(other, 2, 1, 2, 6)));
    }

    private string? Of(int line, string first)
    {
        var file = _folder.Add("file.yml", $"""
            {first}
            capability:
              consumes:
                - type: http
                  authentication:
                    type: bearer
                    hidden: abc
                  inputParameters:
                    - name: X-Plain
                      value: abc
                    - name: Authorization
                      in: header
            """);
        return new SourceExcerpts([file]).Of(new SourceSpan(file, line, 3, line, 8));
    }
}
