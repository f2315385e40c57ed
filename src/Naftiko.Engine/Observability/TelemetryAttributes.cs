namespace Naftiko.Engine.Observability;

/// <summary>The names of attributes of spans and labels of metrics: ours, and of OpenTelemetry's semantic conventions those that are used.</summary>
public static class TelemetryAttributes
{
    /// <summary>The capability: what its file calls it, unique in the process.</summary>
    public const string Capability = "naftiko.capability";

    /// <summary>The namespace of the surface.</summary>
    public const string Namespace = "naftiko.namespace";

    /// <summary>The kind of surface: <c>rest</c>, <c>mcp</c> or <c>skill</c>.</summary>
    public const string AdapterType = "naftiko.adapter.type";

    /// <summary>What was asked for: <c>GET /v1/x/{id}</c>, or the name of a tool.</summary>
    public const string OperationId = "naftiko.operation.id";

    /// <summary>The reference to an aggregate's flow, as the file writes it.</summary>
    public const string AggregateRef = "naftiko.aggregate.ref";

    /// <summary>The kind of a step: <c>call</c>, <c>lookup</c>, <c>script</c>.</summary>
    public const string StepType = "step.type";

    public const string StepName = "step.name";

    /// <summary>The place of a step in its flow, from 0.</summary>
    public const string StepIndex = "step.index";

    /// <summary>The status of an answer: of HTTP, or <c>OK</c> and <c>ERROR</c>.</summary>
    public const string Status = "status";

    public const string ErrorType = "error.type";

    public const string HttpMethod = "http.request.method";

    public const string HttpRoute = "http.route";

    public const string HttpStatus = "http.response.status_code";

    public const string ServerAddress = "server.address";

    public const string ServerPort = "server.port";

    /// <summary>The path of a consumed operation as the file writes it.</summary>
    public const string UrlTemplate = "url.template";
}
