using Naftiko.Engine;
using Naftiko.Engine.Flows;

namespace Naftiko.Host.Commands.Calling;

/// <summary>A tool or REST operation that has a name.</summary>
/// <param name="Capability">Where it is.</param>
/// <param name="Namespace">The namespace of its surface.</param>
/// <param name="Kind">What it is, for people.</param>
/// <param name="Name">Its name.</param>
/// <param name="WrittenName">Its name as the file writes it.</param>
/// <param name="Flow">What it does.</param>
internal sealed record CallableUnit(Capability Capability, string Namespace, string Kind, string Name, string WrittenName, Flow Flow)
{
    /// <summary>The kind of the tools of an MCP surface.</summary>
    public const string ToolKind = "tool";

    public string QualifiedName => $"{Namespace}.{Name}";

    public bool IsTool => Kind == ToolKind;

    public bool IsCalled(string name) => name == Name || name == WrittenName || name == QualifiedName || name == $"{Namespace}.{WrittenName}";
}
