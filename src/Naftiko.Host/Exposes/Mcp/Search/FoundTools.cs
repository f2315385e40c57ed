namespace Naftiko.Host.Exposes.Mcp.Search;

/// <summary>What a search has found.</summary>
/// <param name="Tools">The best tools, best first.</param>
/// <param name="Unknown">The words that no tool has.</param>
internal sealed record FoundTools(IReadOnlyList<ToolBinding> Tools, IReadOnlyList<string> Unknown);
