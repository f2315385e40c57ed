namespace Naftiko.Engine.Compilation;

/// <summary>What is being compiled: defaults of inputs differ.</summary>
internal enum UnitKind
{
    Rest,
    Mcp,
    Flow,
}
