namespace Naftiko.Host.Exposes.Mcp;

/// <summary>The lists of a server that a reload may change.</summary>
[Flags]
internal enum McpLists
{
    None = 0,
    Tools = 1,
    Prompts = 2,
    Resources = 4,
}
