namespace Naftiko.Host.Commands.Listing;

/// <summary>What answers at a port's <c>/mcp</c>, for all of its MCP surfaces together.</summary>
/// <param name="Authority">Host and port.</param>
/// <param name="Surfaces">How many surfaces it joins.</param>
/// <param name="Tools">How many tools they have together.</param>
/// <param name="Tokens">What its tool list costs a model.</param>
/// <param name="IsSearched">Whether it lists the tools that find the others.</param>
internal sealed record ListedServer(string Authority, int Surfaces, int Tools, int Tokens, bool IsSearched)
{
    public string Url => $"http://{Authority}/mcp";
}
