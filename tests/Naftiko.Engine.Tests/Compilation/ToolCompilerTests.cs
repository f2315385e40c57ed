using Naftiko.Engine.Tests.Flows;

namespace Naftiko.Engine.Tests.Compilation;

public sealed class ToolCompilerTests
{
    private const string Flows = "- { namespace: f, flows: { one: { description: One., display: One, tags: [flow, free], outputParameters: { n: { type: integer, value: 1 } } } } }";

    [Theory]
    [InlineData("outputParameters: { n: { value: 1 } }", "")]
    [InlineData("tags: [a, b], outputParameters: { n: { value: 1 } }", "a b")]
    [InlineData("ref: f.one", "flow free")]
    [InlineData("ref: f.one, tags: [own]", "own")]
    public void Tags_AreTheToolsOwn_ElseTheFlows(string unit, string expected)
    {
        using var file = new CompiledFile("", unit, Flows);

        Assert.Equal(expected, string.Join(' ', file.Tool.Tags));
    }
}
