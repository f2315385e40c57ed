using System.Text.Json;

namespace Naftiko.Host.Tests.Commands;

public sealed class ListCommandTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Shell _shell = new();

    public ListCommandTests()
    {
        _folder.Add("harbour.yml", """
            naftiko: 1.0.0-beta5
            info: { label: Harbour, tags: [Sea, moorings] }
            capability:
              exposes:
                - type: mcp
                  namespace: harbour
                  port: 9090
                  tools:
                    - { name: list-berths, description: Lists the berths., outputParameters: [ { type: string, value: none } ] }
                    - { name: book-berth, description: "Books one.\nAt once.", outputParameters: [ { type: string, value: done } ] }
                - type: rest
                  namespace: harbour-rest
                  port: 8080
                  resources:
                    - path: /v1/berths
                      operations:
                        - { method: GET, name: berths, description: The berths., outputParameters: [ { type: string, value: none } ] }
                        - { method: POST, outputParameters: [ { type: string, value: done } ] }
            """);
        _folder.Add("fleet/ships.yml", """
            naftiko: 1.0.0-beta5
            info: { label: Ships, tags: [sea] }
            capability:
              exposes:
                - type: mcp
                  namespace: ships
                  port: 9090
                  tools: [ { name: list-ships, description: Lists the ships., outputParameters: [ { type: string, value: none } ] } ]
                  resources: [ { name: register, uri: ships://register, description: All of them., outputParameters: [ { type: string, value: none } ] } ]
            """);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Text_Everything_SurfaceBySurface()
    {
        Assert.Equal(0, await _shell.RunAsync("list", _folder.Path, "--port-map", "9090=19090"));
        var text = _shell.Out.Text.ReplaceLineEndings("\n");
        Assert.Matches($@"MCP harbour  http://localhost:19090/harbour/mcp  ~\d+ tokens  {_folder["harbour.yml"]}\n  tool      list-berths  Lists the berths\.\n  tool      book-berth   Books one\.\n\n", text);
        Assert.Contains($"REST harbour-rest  http://localhost:8080/harbour-rest  {_folder["harbour.yml"]}\n  route     GET /v1/berths  berths  The berths.\n  route     POST /v1/berths\n", text, StringComparison.Ordinal);
        Assert.Contains("  resource  register  ships://register  All of them.\n", text, StringComparison.Ordinal);
        Assert.Matches(@"together: http://localhost:19090/mcp  2 MCP surfaces, 3 tools, ~\d+ tokens\n2 files, 3 surfaces, 3 tools, 2 routes; tokens are the bytes of a tool list by 4\n$", text);
        Assert.Empty(_shell.Error.Text);
    }

    [Theory]
    [InlineData("--kind mcp", "list-berths book-berth list-ships register")]
    [InlineData("--kind rest", "berths POST /v1/berths")]
    [InlineData("--namespace ships", "list-ships register")]
    [InlineData("--namespace harbour*", "list-berths book-berth berths POST /v1/berths")]
    [InlineData("--tag SEA --kind mcp", "list-berths book-berth list-ships register")]
    [InlineData("--tag moorings --tag nothing --kind mcp", "list-berths book-berth")]
    [InlineData("--name list-*", "list-berths list-ships")]
    [InlineData("--name *berth? --name register", "list-berths berths POST /v1/berths register")]
    [InlineData("--name list-* --tag moorings", "list-berths")]
    [InlineData("--tag nothing", "")]
    [InlineData("--only fleet/*", "list-ships register")]
    public async Task Json_Filters_LeaveWhatIsAskedFor(string options, string expected)
    {
        using var listing = await ListAsync(options.Split(' '));
        var units = listing.RootElement.GetProperty("surfaces").EnumerateArray().OrderByDescending(s => s.GetProperty("file").GetString(), StringComparer.Ordinal)
            .SelectMany(s => s.GetProperty("units").EnumerateArray())
            .Select(u => u.TryGetProperty("name", out var name) ? name.GetString() : u.GetProperty("place").GetString());
        Assert.Equal(expected, string.Join(' ', units));
    }

    [Fact]
    public async Task Json_Tokens_AreTheBytesOfTheToolListByFour()
    {
        using var listing = await ListAsync();
        var ships = listing.RootElement.GetProperty("surfaces").EnumerateArray().Single(s => s.GetProperty("namespace").GetString() == "ships");
        const string Listed = """{"name":"list-ships","description":"Lists the ships.","inputSchema":{"type":"object","properties":{},"additionalProperties":false},"outputSchema":{"type":["string","null"]},"annotations":{"destructiveHint":false,"idempotentHint":true,"openWorldHint":false,"readOnlyHint":true}},""";
        Assert.InRange(ships.GetProperty("tokens").GetInt32(), (Listed.Length / 4) - 10, (Listed.Length / 4) + 10);
        Assert.Equal(("/fleet/ships", 9090), (ships.GetProperty("mount").GetString(), ships.GetProperty("port").GetInt32()));
        var server = Assert.Single(listing.RootElement.GetProperty("servers").EnumerateArray());
        Assert.Equal(("http://localhost:9090/mcp", 2, 3, false), (server.GetProperty("url").GetString(), server.GetProperty("surfaces").GetInt32(), server.GetProperty("tools").GetInt32(), server.GetProperty("searched").GetBoolean()));
    }

    [Fact]
    public async Task Json_Searched_CostsTheThreeTools()
    {
        using var listed = await ListAsync();
        using var searched = await ListAsync("--tool-search");
        Assert.True(Server(searched).GetProperty("searched").GetBoolean());
        Assert.Equal(3, Server(searched).GetProperty("tools").GetInt32());
        Assert.NotEqual(Server(listed).GetProperty("tokens").GetInt32(), Server(searched).GetProperty("tokens").GetInt32());
    }

    [Fact]
    public async Task List_FaultyFile_ListsTheRestAndSaysSo()
    {
        _folder.Add("faulty.yml", "naftiko: 1.0.0-beta5\ncapability:\n  exposes: [ { type: mcp, namespace: faulty, tools: [ { name: a, call: no.thing }, { name: b, outputParameters: [ { type: string, value: b } ] } ] } ]\n");
        Assert.Equal(0, await _shell.RunAsync("list", _folder.Path));
        Assert.Contains("  tool      b\n", _shell.Out.Text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("1 file with errors: ", _shell.Error.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_SurfaceForStdio_SaysThatItIsOnNoPort()
    {
        var file = _folder.Add("stdio.yml", "naftiko: 1.0.0-beta5\ncapability:\n  exposes: [ { type: mcp, namespace: here, transport: stdio, tools: [ { name: a, outputParameters: [ { type: string, value: a } ] } ] } ]\n");
        Assert.Equal(0, await _shell.RunAsync("list", file));
        Assert.Contains("NFK6010: 'here' has 'transport: stdio'", _shell.Error.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("list", "no-such-folder")]
    [InlineData("list", ".", "--kind", "soap")]
    [InlineData("list", ".", "--format", "xml")]
    public async Task List_WrongUsage_Two(params string[] args) => Assert.Equal(2, await _shell.RunAsync(args));

    private async Task<JsonDocument> ListAsync(params string[] options)
    {
        var shell = new Shell();
        Assert.Equal(0, await shell.RunAsync(["list", _folder.Path, "--format", "json", .. options]));
        return JsonDocument.Parse(shell.Out.Text);
    }

    private static JsonElement Server(JsonDocument listing) => Assert.Single(listing.RootElement.GetProperty("servers").EnumerateArray());
}
