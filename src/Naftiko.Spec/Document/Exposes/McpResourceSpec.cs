using System.Diagnostics.CodeAnalysis;

namespace Naftiko.Spec.Document.Exposes;

/// <summary>An MCP resource: files, or the answer of a unit.</summary>
public sealed record McpResourceSpec : UnitSpec
{
    [SetsRequiredMembers]
    public McpResourceSpec(UnitSpec unit, SpannedText uri)
        : base(unit) => Uri = uri;

    /// <summary>The URI, or a template of URIs with <c>{variables}</c>.</summary>
    public SpannedText Uri { get; }

    public string? MimeType { get; init; }

    /// <summary>Whether its content is bytes, whatever it looks like.</summary>
    public bool IsBinary { get; init; }

    /// <summary>The file or folder that it serves; null for one that is the answer of a unit.</summary>
    public SpannedText? Location { get; init; }
}
