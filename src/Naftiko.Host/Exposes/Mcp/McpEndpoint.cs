using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Protocol;
using Naftiko.Host.Exposes.Mcp.Serving;
using Naftiko.Host.Exposes.Mcp.Wire;

namespace Naftiko.Host.Exposes.Mcp;

/// <summary>
/// One MCP server over Streamable HTTP, for clients that begin with <c>initialize</c> (2024-11-05 to 2025-11-25) and for those that do not
/// (2026-07-28). It lives as long as its address: a reload replaces what it serves, and sessions and subscriptions go on.
/// </summary>
internal sealed partial class McpEndpoint : IDisposable
{
    private readonly ILoggerFactory _loggerFactory;
    private readonly ILogger _log;
    private readonly TimeProvider _time;
    private readonly McpLimits _limits;
    private readonly DirectAnswer _directAnswer;
    private readonly McpSubscriptions _subscriptions;
    private readonly SessionRequests? _sessions;
    private volatile McpGeneration _generation;

    /// <param name="definition">What it serves at first.</param>
    /// <param name="loggerFactory">Its log and the SDK's; filter the category <c>ModelContextProtocol</c> to errors.</param>
    /// <param name="time">Drives idle times and keep-alives.</param>
    /// <param name="limits">What clients may use; null for the defaults.</param>
    public McpEndpoint(McpDefinition definition, ILoggerFactory loggerFactory, TimeProvider time, McpLimits? limits = null)
    {
        _loggerFactory = loggerFactory;
        _log = loggerFactory.CreateLogger<McpEndpoint>();
        _directAnswer = new DirectAnswer(_log);
        _time = time;
        _limits = limits ?? new McpLimits();
        _subscriptions = new McpSubscriptions(() => Definition);
        var setup = new McpServerSetup(() => Definition, CanPush: true, Subscriptions: null);
        _sessions = _limits.HasSessions ? new SessionRequests(setup, _directAnswer, _limits, time, loggerFactory) : null;
        _generation = new McpGeneration(definition, _subscriptions, loggerFactory);
    }

    /// <summary>What it serves now.</summary>
    public McpDefinition Definition => _generation.Definition;

    /// <summary>Serves another definition from the next request on. Requests in flight finish on the one they began with.</summary>
    public void Replace(McpDefinition definition) => _generation = new McpGeneration(definition, _subscriptions, _loggerFactory);

    /// <summary>Tells all clients that can be told that lists have changed. Only queues; call it after <see cref="Replace"/>.</summary>
    public void NotifyListChanged(McpLists changed)
    {
        _sessions?.Notify(changed);
        _subscriptions.Notify(changed);
    }

    /// <summary>Answers a request of any method. Address, authentication, Host and Origin are checked before.</summary>
    public Task HandleAsync(HttpContext context) => context.Request.Method == "POST" ? PostAsync(context) : AnswerOtherAsync(context);

    /// <summary>Ends what streams without end, so that the process can stop; requests in flight go on.</summary>
    public void EndStreams()
    {
        _subscriptions.Dispose();
        _sessions?.EndStreams();
    }

    /// <summary>Ends all sessions, streams and subscriptions, so that the process can stop.</summary>
    public void Dispose()
    {
        _subscriptions.Dispose();
        _sessions?.Dispose();
    }

    // With a try of its own: every call would wait in one asynchronous step more.
    private async Task PostAsync(HttpContext context)
    {
        try
        {
            if (McpHeaders.CheckPost(context.Request) is { } fault)
            {
                await fault.WriteAsync(context);
                return;
            }

            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            {
                // Counted below: Kestrel would count the framing of chunks too.
                size.MaxRequestBodySize = null;
            }

            using var body = await RequestBody.ReadAsync(context.Request, _limits.Body);
            if (body is null)
            {
                await McpFault.TooLarge(_limits.Body).WriteAsync(context);
                return;
            }

            using var message = McpMessage.Parse(body.Written, out var malformed);
            await (message is null ? malformed!.WriteAsync(context) : RouteAsync(context, message));
        }
        catch (Exception fault) when (!context.Response.HasStarted || IsGone(context, fault))
        {
            await FailAsync(context, fault);
        }
    }

    private async Task AnswerOtherAsync(HttpContext context)
    {
        try
        {
            await (context.Request.Method switch
            {
                "GET" => GetAsync(context),
                "DELETE" => DeleteAsync(context),
                _ => RefuseMethodAsync(context),
            });
        }
        catch (Exception fault) when (!context.Response.HasStarted || IsGone(context, fault))
        {
            await FailAsync(context, fault);
        }
    }

    // The client has left, or its session has ended.
    private static bool IsGone(HttpContext context, Exception fault) => fault is OperationCanceledException || context.RequestAborted.IsCancellationRequested;

    private Task FailAsync(HttpContext context, Exception fault)
    {
        if (IsGone(context, fault))
        {
            return Task.CompletedTask;
        }

        if (fault is BadHttpRequestException malformed)
        {
            return (McpFault.BadRequest("The request is malformed.") with { Status = malformed.StatusCode }).WriteAsync(context);
        }

        LogFault(fault);
        return McpFault.Internal().WriteAsync(context);
    }

    private Task RouteAsync(HttpContext context, McpMessage message)
    {
        var generation = _generation;
        var version = McpHeaders.VersionOf(context.Request);
        if (IsModern(version, message))
        {
            return McpHeaders.CheckModern(context.Request.Headers, version, message, generation.Definition) is { } fault
                ? fault.WriteAsync(context, message.Id)
                : ModernAsync(context, message, generation);
        }

        if (McpHeaders.CheckHandshake(version) is { } unsupported)
        {
            return unsupported.WriteAsync(context, message.Id);
        }

        if (_sessions is not null && McpHeaders.SessionOf(context.Request) is { } session)
        {
            return _sessions.PostAsync(context, message, session, generation.Definition);
        }

        return _sessions is not null && message is { Method: RequestMethods.Initialize, Id: { } id }
            ? _sessions.OpenAsync(context, message, id)
            : StatelessAsync(context, message, generation, version);
    }

    // A revision of neither list counts as modern when _meta names it: only that era puts it there.
    private static bool IsModern(string? version, McpMessage message) =>
        (version is not null && McpRevisions.IsModern(version)) || (message.MetaVersion is { } claimed && !McpRevisions.IsHandshake(claimed));

    private Task ModernAsync(HttpContext context, McpMessage message, McpGeneration generation)
    {
        if (message.Id is not { } id)
        {
            // Leaving is how a client cancels; no other notification means anything without a session.
            return AcceptAsync(context);
        }

        if (McpRevisions.IsRemoved(message.Method!))
        {
            return McpFault.UnknownMethod(message.Method!).WriteAsync(context, id);
        }

        if (message.MetaContext() is not { } requestContext)
        {
            return McpFault.BadParams("_meta is malformed.").WriteAsync(context, id);
        }

        if (_directAnswer.TryAnswerAsync(generation.Definition, message, McpRevisions.Stateless, context, context.RequestAborted) is { } direct)
        {
            return direct;
        }

        var exchange = new McpExchange(context, id, _limits, _time, context.RequestAborted) { IsModern = true };
        return generation.Stateless(McpRevisions.Stateless).AnswerAsync(message.ToRequest(id, requestContext), exchange, context.User);
    }

    private Task StatelessAsync(HttpContext context, McpMessage message, McpGeneration generation, string? version)
    {
        if (message.Method is null)
        {
            return McpFault.BadRequest("A response belongs into the session of its request.").WriteAsync(context, message.Id);
        }

        if (message.Id is not { } id)
        {
            return AcceptAsync(context);
        }

        var revision = message.Method == RequestMethods.Initialize ? Negotiated(McpMessage.Text(message.Params, "protocolVersion")) : version ?? McpRevisions.Assumed;
        if (_directAnswer.TryAnswerAsync(generation.Definition, message, revision, context, context.RequestAborted) is { } direct)
        {
            return direct;
        }

        var request = message.ToRequest(id, new JsonRpcMessageContext { ProtocolVersion = revision });
        return generation.Stateless(revision).AnswerAsync(request, new McpExchange(context, id, _limits, _time, context.RequestAborted), context.User);
    }

    private static Task AcceptAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        return Task.CompletedTask;
    }

    private static string Negotiated(string? asked) => asked is not null && McpRevisions.IsHandshake(asked) ? asked : McpRevisions.LatestHandshake;

    private Task GetAsync(HttpContext context)
    {
        if (_sessions is null || SessionOf(context.Request) is not { } session)
        {
            return RefuseMethodAsync(context);
        }

        return McpHeaders.CheckGet(context.Request) is { } fault ? fault.WriteAsync(context) : _sessions.StreamAsync(context, session);
    }

    private Task DeleteAsync(HttpContext context) => _sessions is not null && SessionOf(context.Request) is { } session
        ? _sessions.EndAsync(context, session)
        : RefuseMethodAsync(context);

    // 2026-07-28 has neither sessions nor GET and DELETE.
    private static string? SessionOf(HttpRequest request) =>
        McpHeaders.VersionOf(request) is { } version && McpRevisions.IsModern(version) ? null : McpHeaders.SessionOf(request);

    private Task RefuseMethodAsync(HttpContext context)
    {
        context.Response.Headers.Allow = _sessions is not null && SessionOf(context.Request) is not null ? "GET, POST, DELETE" : "POST";
        return McpFault.WrongMethod().WriteAsync(context);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "An MCP request failed.")]
    private partial void LogFault(Exception fault);
}
