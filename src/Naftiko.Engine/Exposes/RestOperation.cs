using Naftiko.Engine.Flows;
using Naftiko.Spec.Sources;

namespace Naftiko.Engine.Exposes;

/// <summary>An operation of a REST surface.</summary>
/// <param name="Method">The HTTP method, upper case.</param>
/// <param name="Path">The path below the mount, with its placeholders, as the file writes it.</param>
/// <param name="Name">The name, unique or not; null when the file gives none.</param>
/// <param name="Description">For people and OpenAPI.</param>
/// <param name="Flow">What it does.</param>
/// <param name="Span">Where it stands.</param>
public sealed record RestOperation(string Method, string Path, string? Name, string? Description, Flow Flow, SourceSpan Span)
{
    /// <summary>The name of the resource that it stands in; null when the file gives none.</summary>
    public string? Resource { get; init; }

    /// <summary>For people, in a few words.</summary>
    public string? Title { get; init; }
}
