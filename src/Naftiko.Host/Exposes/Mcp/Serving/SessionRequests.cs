using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features.Authentication;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Protocol;
using Naftiko.Host.Exposes.Mcp.Wire;

namespace Naftiko.Host.Exposes.Mcp.Serving;

/// <summary>The requests of the <c>initialize</c> era that open, use, watch and end a session.</summary>
internal sealed class SessionRequests(McpServerSetup setup, DirectAnswer directAnswer, McpLimits limits, TimeProvider time, ILoggerFactory loggerFactory)
    : IDisposable
{
    private readonly McpSessions _sessions = new(limits, time);

    /// <summary>Answers <c>initialize</c>, with a session if that succeeds.</summary>
    public async Task OpenAsync(HttpContext context, McpMessage message, RequestId id)
    {
        var user = UserOf(context);
        var session = _sessions.Open(name => new McpSession(name, user, setup.Build(), setup.Current().Lists, time, loggerFactory));
        if (session is null)
        {
            await McpFault.TooManySessions().WriteAsync(context, id);
            return;
        }

        var exchange = new McpExchange(context, id, limits, time, context.RequestAborted) { HasSession = true, OpensSession = session.Id };
        try
        {
            await session.Loop.AnswerAsync(message.ToRequest(id, new JsonRpcMessageContext()), exchange, context.User);
        }
        finally
        {
            session.Leave();
            if (!exchange.Succeeded)
            {
                _sessions.End(session);
            }
        }
    }

    /// <summary>Takes a message of a session, which holds the session until it is disposed.</summary>
    public Task PostAsync(HttpContext context, McpMessage message, string sessionId, McpDefinition definition)
    {
        if (_sessions.Enter(sessionId, UserOf(context)) is not { } session)
        {
            return McpFault.UnknownSession().WriteAsync(context, message.Id);
        }

        var use = new SessionUse(session, context.RequestAborted);
        message.Hold(use);
        if (message is not { Method: not null, Id: { } id })
        {
            return TakeAsync(context, message, session);
        }

        if (!use.TryBegin(id))
        {
            return McpFault.BadRequest("A request with this id is still running.").WriteAsync(context, id);
        }

        return directAnswer.TryAnswerAsync(definition, message, session.Revision, context, use.Token) ?? AnswerAsync(context, message, id, session, use.Token);
    }

    /// <summary>Serves the session's event stream.</summary>
    public async Task StreamAsync(HttpContext context, string sessionId)
    {
        if (_sessions.Enter(sessionId, UserOf(context)) is not { } session)
        {
            await McpFault.UnknownSession().WriteAsync(context);
            return;
        }

        try
        {
            await session.StreamAsync(context, limits);
        }
        finally
        {
            session.Leave();
        }
    }

    public async Task EndAsync(HttpContext context, string sessionId)
    {
        if (_sessions.Enter(sessionId, UserOf(context)) is not { } session)
        {
            await McpFault.UnknownSession().WriteAsync(context);
            return;
        }

        _sessions.End(session);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    public void Notify(McpLists changed)
    {
        foreach (var session in _sessions.All)
        {
            session.Notify(changed);
        }
    }

    /// <summary>Ends all event streams; the sessions and their requests go on.</summary>
    public void EndStreams()
    {
        foreach (var session in _sessions.All)
        {
            session.EndStream();
        }
    }

    public void Dispose() => _sessions.Dispose();

    private Task AnswerAsync(HttpContext context, McpMessage message, RequestId id, McpSession session, CancellationToken cancelled)
    {
        var exchange = new McpExchange(context, id, limits, time, cancelled) { HasSession = true };
        return session.Loop.AnswerAsync(message.ToRequest(id, new JsonRpcMessageContext()), exchange, context.User);
    }

    private static Task TakeAsync(HttpContext context, McpMessage message, McpSession session)
    {
        if (message.Method == NotificationMethods.CancelledNotification)
        {
            if (McpMessage.ReadId(McpMessage.Member(message.Params, "requestId")) is { } id)
            {
                session.Cancel(id);
            }
        }
        else if (message.ToAnswerOrNotification(new JsonRpcMessageContext { User = context.User }) is { } sdkMessage)
        {
            session.Loop.Post(sdkMessage);
        }
        else
        {
            return McpFault.BadRequest("The message is malformed.").WriteAsync(context, message.Id);
        }

        context.Response.StatusCode = StatusCodes.Status202Accepted;
        return Task.CompletedTask;
    }

    // Issuer and subject together name a user; a name alone serves schemes that have no subject, such as basic. Asked of the feature, because HttpContext.User
    // makes an anonymous user where there is none.
    private static string? UserOf(HttpContext context)
    {
        if (context.Features.Get<IHttpAuthenticationFeature>()?.User is not { Identity: { IsAuthenticated: true } identity } user)
        {
            return null;
        }

        var claim = user.FindFirst("sub") ?? user.FindFirst(ClaimTypes.NameIdentifier);
        return claim is null ? $"{identity.AuthenticationType}\n{identity.Name}" : $"{claim.Issuer}\n{claim.Value}";
    }
}
