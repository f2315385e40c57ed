using Naftiko.Engine.Flows;
using Naftiko.Engine.Inputs;
using Naftiko.Engine.Observability;
using Naftiko.Spec.Sources;

namespace Naftiko.Engine.Exposes.Resources;

/// <summary>A resource of an MCP surface.</summary>
public abstract class McpResource
{
    public required string Name { get; init; }

    /// <summary>For people.</summary>
    public string? Title { get; init; }

    /// <summary>For the model.</summary>
    public string? Description { get; init; }

    /// <summary>The media type that the file declares; null: by the content.</summary>
    public string? MimeType { get; init; }

    /// <summary>Whether the content is bytes, whatever it looks like.</summary>
    public bool IsBinary { get; init; }

    public required ResourceUri Uri { get; init; }

    public required SourceSpan Span { get; init; }

    /// <summary>The variables of the URI, as inputs.</summary>
    public virtual InputSet Inputs => InputSet.None;

    /// <summary>What there is to read at this moment; nothing for a template, whose URIs nobody can list.</summary>
    public abstract IEnumerable<ResourceEntry> List();

    /// <summary>Whether a URI is one of this resource's, whatever there is to read.</summary>
    public abstract bool IsAt(string uri);

    /// <summary>Reads one URI; null when there is nothing of this resource's.</summary>
    /// <param name="uri">The URI, as the client gave it.</param>
    /// <param name="isDryRun">Whether to answer with the upstream request instead of sending it.</param>
    /// <param name="telemetry">Observes; null: nobody does.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public abstract ValueTask<Outcome?> ReadAsync(string uri, bool isDryRun, SurfaceTelemetry? telemetry, CancellationToken cancellationToken);
}
