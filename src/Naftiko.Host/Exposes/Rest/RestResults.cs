using System.Buffers;
using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Naftiko.Engine.Binds;
using Naftiko.Engine.Exposes;
using Naftiko.Engine.Flows;

namespace Naftiko.Host.Exposes.Rest;

/// <summary>Writes a run's outcome as an HTTP response.</summary>
internal static class RestResults
{
    // What of the upstream's headers concerns the caller; Link, ETag, X-RateLimit-* and, of what was created, Location besides.
    private static readonly FrozenSet<string> Relayed =
        FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "Last-Modified", "Content-Disposition", "Content-Language", "Retry-After");

    public static async Task WriteAsync(HttpContext context, RestOperation operation, Outcome outcome, Redactor redactor)
    {
        if (outcome.Failure is { } failure)
        {
            await WriteFailureAsync(context, failure, redactor);
            return;
        }

        using var answer = outcome.Answer ?? throw new InvalidOperationException("An outcome is an answer or a failure.");
        var response = context.Response;
        response.StatusCode = operation.StatusOf(answer);
        response.ContentType = response.StatusCode is StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent ? null : operation.ContentTypeOf(answer);
        answer.ForEachHeader(response, static (target, name, value) => Relay(target, name, value));
        if (answer.Kind != AnswerKind.Stream)
        {
            await WriteWholeAsync(context, answer);
            return;
        }

        response.BodyWriter.Write(answer.Body.Span);
        if (await answer.CopyRestToAsync(response.BodyWriter) is not null)
        {
            // The status is out; only a broken connection can still say that the body is not whole.
            context.Abort();
        }
    }

    /// <summary>Writes an answer whose body is there; status and headers are set.</summary>
    public static async Task WriteWholeAsync(HttpContext context, Answer answer)
    {
        if (context.Response.StatusCode is StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent or StatusCodes.Status304NotModified)
        {
            return;
        }

        context.Response.ContentLength = answer.Body.Length;
        if (!answer.Body.IsEmpty && !HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.BodyWriter.WriteAsync(answer.Body, context.RequestAborted);
        }
    }

    private static void Relay(HttpResponse response, string name, string value)
    {
        var isRelayed = name.Length switch
        {
            4 => name.Equals("Link", StringComparison.OrdinalIgnoreCase) || name.Equals("ETag", StringComparison.OrdinalIgnoreCase),
            8 => response.StatusCode == StatusCodes.Status201Created && name.Equals("Location", StringComparison.OrdinalIgnoreCase),
            _ => Relayed.Contains(name) || name.StartsWith("X-RateLimit-", StringComparison.OrdinalIgnoreCase),
        };
        if (isRelayed)
        {
            response.Headers[name] = value;
        }
    }

    /// <summary>Answers with what went wrong.</summary>
    public static Task WriteFailureAsync(HttpContext context, Failure failure, Redactor redactor)
    {
        if (failure.RetryAfter is { } retry)
        {
            context.Response.Headers.RetryAfter = retry;
        }

        if (failure is { Kind: FailureKind.UpstreamStatus, Step: null, UpstreamStatus: { } relayed })
        {
            return RelayErrorAsync(context, relayed, failure, redactor);
        }

        var (status, type, title) = Table(failure);
        return Problem.WriteAsync(context, status, type, title, redactor.Redact(failure.Detail), json =>
        {
            if (failure.UpstreamStatus is { } upstream)
            {
                json.WriteNumber("upstreamStatus", upstream);
            }

            if (failure.Step is { } step)
            {
                json.WriteString("step", step);
            }

            if (failure.Faults.Count == 0)
            {
                return;
            }

            json.WriteStartArray("errors");
            foreach (var fault in failure.Faults)
            {
                json.WriteStartObject();
                json.WriteString("name", fault.Name);
                json.WriteString("detail", fault.Detail);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    /// <summary>The one table from failures to HTTP.</summary>
    private static (int Status, string Type, string Title) Table(Failure failure) => failure.Kind switch
    {
        FailureKind.InvalidInput => (400, Problem.InvalidInput, "Invalid input"),
        FailureKind.NotConfigured => (500, Problem.NotConfigured, "Not configured"),
        FailureKind.NotSupported => (501, Problem.NotSupported, "Not supported"),
        FailureKind.UpstreamUnreachable => (502, Problem.UpstreamUnreachable, "Upstream unreachable"),
        FailureKind.UpstreamBusy => (503, Problem.UpstreamBusy, "Too many requests in flight"),
        FailureKind.UpstreamTimeout => (504, Problem.UpstreamTimeout, "Upstream timed out"),
        FailureKind.UpstreamStatus => (failure.UpstreamStatus is >= 400 and < 500 and var relayed ? relayed : 502, Problem.UpstreamStatus, "Upstream error"),
        FailureKind.UpstreamMalformed => (502, Problem.UpstreamMalformed, "Malformed upstream answer"),
        FailureKind.UpstreamTooLarge => (502, Problem.UpstreamTooLarge, "Upstream answer too large"),
        FailureKind.UpstreamCredential => (502, Problem.UpstreamCredential, "Upstream refused the credential"),
        FailureKind.UpstreamRedirect => (502, Problem.UpstreamRedirect, "Upstream redirects elsewhere"),
        _ => (500, Problem.Internal, "Internal error"),
    };

    private static async Task RelayErrorAsync(HttpContext context, int status, Failure failure, Redactor redactor)
    {
        var body = redactor.Redact(failure.UpstreamBody);
        context.Response.StatusCode = status;
        context.Response.ContentType = failure.UpstreamContentType;
        context.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }
    }
}
