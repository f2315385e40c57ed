using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Naftiko.Engine.Observability;
using Naftiko.Host.Exposes.Mcp;

namespace Naftiko.Host.Observability;

/// <summary>
/// Observes MCP requests, over HTTP and stdio alike: a server span and the measurements of each. Those that run a unit of a file are observed
/// where it runs, whatever way led there; the others where messages come in.
/// </summary>
internal static class ObservedMcp
{
    private const string Ok = "OK";
    private const string Error = "ERROR";
    private const string Cancelled = "CANCELLED";
    private const string MethodAttribute = "mcp.method.name";

    /// <summary>Runs a tool, a prompt or a resource.</summary>
    /// <param name="telemetry">Observes.</param>
    /// <param name="method">The method of the request.</param>
    /// <param name="unit">The name of the unit, as the file's surface has it.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="run">Runs it.</param>
    /// <param name="errorOf">The kind of its failure; null when it did not fail.</param>
    public static async ValueTask<T> RunAsync<T>(
        SurfaceTelemetry telemetry, string method, string unit, McpCaller caller, Func<ValueTask<T>> run, Func<T, string?> errorOf)
    {
        var name = $"{method} {unit}";
        var request = telemetry.BeginRequest(name, method == RequestMethods.ToolsCall ? unit : name, caller.Span(telemetry.Formats));
        request.Span?.SetTag(MethodAttribute, method);
        request.Span?.SetTag(UnitAttribute(method), unit);
        try
        {
            var result = await run();
            var error = errorOf(result);
            request.End(error is null ? Ok : Error, error);
            return result;
        }
        catch (Exception exception)
        {
            End(request, exception);
            throw;
        }
    }

    /// <summary>Counts a request that names a unit there is not. The name is the caller's, and goes nowhere.</summary>
    public static void Refuse(SurfaceTelemetry? telemetry, string method, McpCaller caller) =>
        telemetry?.BeginRequest(method, method, caller.Span(telemetry.Formats)).End(Error, ErrorTypes.UnknownName);

    /// <summary>Observes what asks for no unit of the file: lists, and the protocol's own requests.</summary>
    /// <param name="current">Observes; null: nobody does.</param>
    public static McpMessageFilter Filter(Func<SurfaceTelemetry?> current) => next => (context, cancellationToken) =>
        current() is { } telemetry && context.JsonRpcMessage is JsonRpcRequest message && !IsObservedElsewhere(message.Method)
            ? ObserveAsync(telemetry, message, next, context, cancellationToken)
            : next(context, cancellationToken);

    private static async Task ObserveAsync(SurfaceTelemetry telemetry, JsonRpcRequest message, McpMessageHandler next, MessageContext context, CancellationToken cancellationToken)
    {
        var method = KnownMethodOf(message.Method);
        var request = telemetry.BeginRequest(method, method, McpCaller.Of(message).Span(telemetry.Formats));
        request.Span?.SetTag(MethodAttribute, method);
        try
        {
            await next(context, cancellationToken);
        }
        catch (Exception exception)
        {
            End(request, exception);
            throw;
        }

        request.End(Ok, null);
    }

    private static void End(ObservedRequest request, Exception exception)
    {
        if (exception is OperationCanceledException)
        {
            request.End(Cancelled, null);
        }
        else
        {
            request.End(Error, exception is McpProtocolException ? "protocol_error" : exception.GetType().Name);
        }
    }

    /// <summary>Where units run; and subscriptions nowhere, as they last as long as their client wants.</summary>
    private static bool IsObservedElsewhere(string method) =>
        method is RequestMethods.ToolsCall or RequestMethods.PromptsGet or RequestMethods.ResourcesRead or RequestMethods.SubscriptionsListen;

    private static string UnitAttribute(string method) => method switch
    {
        RequestMethods.ToolsCall => "gen_ai.tool.name",
        RequestMethods.PromptsGet => "gen_ai.prompt.name",
        _ => "mcp.resource.name",
    };

    /// <summary>Methods that are not known are one: callers make them up.</summary>
    private static string KnownMethodOf(string method) => method is RequestMethods.Initialize or RequestMethods.Ping or RequestMethods.ToolsList or RequestMethods.PromptsList
        or RequestMethods.ResourcesList or RequestMethods.ResourcesTemplatesList or RequestMethods.ResourcesSubscribe or RequestMethods.ResourcesUnsubscribe
        or RequestMethods.CompletionComplete or "logging/setLevel" or RequestMethods.ServerDiscover ? method : "_OTHER";
}
