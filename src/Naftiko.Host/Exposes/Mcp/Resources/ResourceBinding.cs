using System.Text;
using System.Text.Unicode;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using Naftiko.Engine.Binds;
using Naftiko.Engine.Exposes.Resources;
using Naftiko.Engine.Flows;
using Naftiko.Engine.Observability;
using Naftiko.Host.Observability;

namespace Naftiko.Host.Exposes.Mcp.Resources;

/// <summary>A resource as one server lists and reads it.</summary>
/// <param name="resource">The resource.</param>
/// <param name="redactor">Takes its capability's secrets out of error texts.</param>
/// <param name="isDryRun">Whether it answers with the upstream request instead of sending it.</param>
/// <param name="telemetry">Observes it; null: nobody does.</param>
internal sealed class ResourceBinding(McpResource resource, Redactor redactor, bool isDryRun, SurfaceTelemetry? telemetry)
{
    public McpResource Resource => resource;

    /// <summary>The entries of <c>resources/list</c>: one, one per file, or none for a template.</summary>
    public IEnumerable<Resource> List()
    {
        foreach (var entry in resource.List())
        {
            // Files of one folder share what the resource says; the path tells them apart.
            var path = Uri.UnescapeDataString(entry.Uri[resource.Uri.Text.TrimEnd('/').Length..]);
            yield return new Resource
            {
                Uri = entry.Uri,
                Name = resource.Name + (path is "/" ? "" : path),
                Title = resource.Title,
                Description = resource.Description,
                MimeType = entry.MimeType,
                Size = entry.Size,
            };
        }
    }

    /// <summary>The entry of <c>resources/templates/list</c>.</summary>
    public ResourceTemplate ListTemplate() => new()
    {
        UriTemplate = resource.Uri.Text,
        Name = resource.Name,
        Title = resource.Title,
        Description = resource.Description,
        MimeType = resource.MimeType,
    };

    /// <summary>Reads a URI; null when it is none of this resource's.</summary>
    /// <exception cref="McpProtocolException">It cannot be read; the message says why.</exception>
    public async ValueTask<ResourceContents?> ReadAsync(string uri, McpCaller caller, CancellationToken cancellationToken)
    {
        if (await OutcomeAsync(uri, caller, cancellationToken) is not { } outcome)
        {
            return null;
        }

        if (outcome.Failure is { } failure)
        {
            throw new McpProtocolException(McpResults.Describe(failure, redactor), CodeOf(failure));
        }

        using var answer = outcome.Answer ?? throw new InvalidOperationException("An outcome is an answer or a failure.");
        return Contents(uri, answer);
    }

    private ValueTask<Outcome?> OutcomeAsync(string uri, McpCaller caller, CancellationToken cancellationToken) => telemetry is not null && resource.IsAt(uri)
        ? ObservedMcp.RunAsync(
            telemetry,
            RequestMethods.ResourcesRead,
            resource.Name,
            caller,
            () => resource.ReadAsync(uri, isDryRun, telemetry, cancellationToken),
            read => read is { } outcome ? ErrorTypes.Of(outcome.Failure) : ErrorTypes.UnknownName)
        : resource.ReadAsync(uri, isDryRun, telemetry, cancellationToken);

    private ResourceContents Contents(string uri, Answer answer)
    {
        var type = resource is FlowResource ? resource.MimeType ?? answer.ContentType ?? "text/plain" : answer.ContentType;
        if (resource.IsBinary || answer.Kind == AnswerKind.Binary || !Utf8.IsValid(answer.Body.Span))
        {
            return BlobResourceContents.FromBytes(answer.Body.ToArray(), uri, type);
        }

        // A text that a shape has cut out of JSON is that text, where the file says that the resource is none.
        var isPlain = resource is FlowResource && resource.MimeType is { } declared && !declared.Contains("json", StringComparison.OrdinalIgnoreCase);
        return new TextResourceContents { Uri = uri, MimeType = type, Text = isPlain ? answer.Text() : Encoding.UTF8.GetString(answer.Body.Span) };
    }

    private static McpErrorCode CodeOf(Failure failure) => failure switch
    {
        { Kind: FailureKind.InvalidInput } => McpErrorCode.InvalidParams,
        { Kind: FailureKind.UpstreamStatus, UpstreamStatus: 404 or 410 } => McpErrorCode.ResourceNotFound,
        _ => McpErrorCode.InternalError,
    };
}
