using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Naftiko.Host.Exposes.Rest;
using Naftiko.Host.Hosting.Listening;
using Naftiko.Host.Hosting.Mounting;
using Naftiko.Host.Hosting.Routing;

namespace Naftiko.Host.Hosting;

/// <summary>The one request delegate: reads the current snapshot once, guards, finds what answers and turns what goes wrong into problems.</summary>
internal sealed partial class Dispatcher(Func<Snapshot> current, BrowserGuard guard, ILoggerFactory loggers)
{
    private static readonly ReadOnlyMemory<byte> NothingHere =
        Problem.Render(404, Problem.NotFound, "Not found", "Nothing answers at this path. GET / lists what this port serves.");

    private readonly ILogger _access = loggers.CreateLogger("Naftiko.Access");
    private readonly ILogger _log = loggers.CreateLogger<Dispatcher>();
    private volatile bool _isDraining;

    /// <summary>From now on each answer ends its connection.</summary>
    public void BeginDrain() => _isDraining = true;

    public Task InvokeAsync(HttpContext context)
    {
        if (_isDraining)
        {
            context.Response.OnStarting(EndConnection, context);
        }

        return _access.IsEnabled(LogLevel.Information) ? AnswerLoggedAsync(context) : AnswerAsync(context, Resolve(context));
    }

    private async Task AnswerLoggedAsync(HttpContext context)
    {
        var started = Stopwatch.GetTimestamp();
        var resolution = Resolve(context);
        await AnswerAsync(context, resolution);
        var status = context.RequestAborted.IsCancellationRequested ? StatusCodes.Status499ClientClosedRequest : context.Response.StatusCode;
        LogAccess(
            _access,
            context.Request.Method,
            PathOf(context),
            status,
            Stopwatch.GetElapsedTime(started).TotalMilliseconds,
            resolution.Owner?.Surface.Namespace ?? "-",
            resolution.Owner?.Surface.File);
    }

    private static Task EndConnection(object context)
    {
        ((HttpContext)context).Response.Headers.Connection = "close";
        return Task.CompletedTask;
    }

    private Resolution Resolve(HttpContext context)
    {
        var connection = context.Connection;
        var host = BrowserGuard.Inspect(context.Request);
        if (!host.IsValid)
        {
            return Resolution.Of(BadHost);
        }

        if (!current().Ports.TryGetValue(connection.LocalPort, out var table))
        {
            return Resolution.Of(PortGone);
        }

        if (guard.Check(context, table.Scope, host.IsLoopback) is { } refusal)
        {
            return Resolution.Of(refusal);
        }

        var method = context.Request.Method;
        if (!RequestTarget.TryParse(RawTargetOf(context), out var target))
        {
            return Resolution.Of(method == "OPTIONS" ? Options([]) : NotFound);
        }

        var visitor = new Visitor(AddressScope.Unmapped(connection.LocalIpAddress ?? IPAddress.None), host.IsLoopback);
        var found = table.Resolve(method, target, visitor);
        if (found.Handler is not null)
        {
            return found;
        }

        return Resolution.Of(found.Allowed is null ? NotFound : method == "OPTIONS" ? Options(found.Allowed) : MethodNotAllowed(found.Allowed));
    }

    /// <summary>Runs the handler. Nothing that it throws leaves, and nobody but the log reads what.</summary>
    private async Task AnswerAsync(HttpContext context, Resolution resolution)
    {
        try
        {
            await resolution.Handler!(context, resolution.Placeholders);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client went away; nobody waits for an answer.
        }
        catch (BadHttpRequestException exception)
        {
            await FailAsync(context, exception.StatusCode);
        }
        catch (ConnectionResetException)
        {
            context.Abort();
        }
        catch (Exception exception)
        {
            LogFailure(_log, exception, context.Request.Method, PathOf(context), resolution.Owner?.Surface.Namespace ?? "-", resolution.Owner?.Surface.File);
            await FailAsync(context, StatusCodes.Status500InternalServerError);
        }
    }

    private static Task FailAsync(HttpContext context, int status)
    {
        var response = context.Response;
        if (response.HasStarted)
        {
            // Half an answer must not look like a whole one.
            context.Abort();
            return Task.CompletedTask;
        }

        var origin = response.Headers.AccessControlAllowOrigin;
        var vary = response.Headers.Vary;
        response.Clear();
        response.Headers.AccessControlAllowOrigin = origin;
        response.Headers.Vary = vary;
        return status switch
        {
            StatusCodes.Status413PayloadTooLarge =>
                Problem.WriteAsync(context, status, Problem.BodyTooLarge, "Body too large", "The request's body is larger than this server accepts."),
            StatusCodes.Status500InternalServerError =>
                Problem.WriteAsync(context, status, Problem.Internal, "Internal error", "The server failed to answer; its log says why."),
            _ => Problem.WriteAsync(context, status, Problem.BadRequest, "Bad request", "The request could not be read."),
        };
    }

    private static string RawTargetOf(HttpContext context) => context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;

    /// <summary>The raw path without the query, which may hold secrets.</summary>
    private static string PathOf(HttpContext context) =>
        RequestTarget.TryParse(RawTargetOf(context), out var target) ? target.Path.ToString() : "*";

    private static Task BadHost(HttpContext context, string[] placeholders) =>
        Problem.WriteAsync(context, 400, Problem.BadRequest, "Bad request", "The Host header is missing or malformed.");

    private static Task NotFound(HttpContext context, string[] placeholders) =>
        Problem.WriteAsync(context, 404, NothingHere);

    /// <summary>For a connection that outlives its port.</summary>
    private static Task PortGone(HttpContext context, string[] placeholders)
    {
        context.Response.Headers.Connection = "close";
        return NotFound(context, placeholders);
    }

    private static RouteHandler MethodNotAllowed(List<string> allowed) => (context, _) =>
    {
        var allow = AllowOf(allowed);
        context.Response.Headers.Allow = allow;
        return Problem.WriteAsync(context, 405, Problem.MethodNotAllowed, "Method not allowed", $"This path answers {allow}.");
    };

    private static RouteHandler Options(List<string> allowed) => (context, _) =>
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        context.Response.Headers.Allow = AllowOf(allowed);
        return Task.CompletedTask;
    };

    private static string AllowOf(List<string> methods)
    {
        IEnumerable<string> implied = methods.Contains("GET") ? ["HEAD", "OPTIONS"] : ["OPTIONS"];
        return string.Join(", ", methods.Union(implied).Order(StringComparer.Ordinal));
    }

#pragma warning disable SYSLIB1015 // The file is not for the line, but for those who read along at its control surface.
    [LoggerMessage(LogLevel.Information, "{Method} {Path} {Status} {Elapsed:F1} ms {Namespace}", SkipEnabledCheck = true)]
    private static partial void LogAccess(ILogger logger, string method, string path, int status, double elapsed, string @namespace, string? file);

    [LoggerMessage(LogLevel.Error, "{Method} {Path} of {Namespace} failed")]
    private static partial void LogFailure(ILogger logger, Exception exception, string method, string path, string @namespace, string? file);
#pragma warning restore SYSLIB1015
}
