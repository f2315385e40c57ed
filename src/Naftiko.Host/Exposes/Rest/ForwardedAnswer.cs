using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Naftiko.Engine.Consumes.Transport;

namespace Naftiko.Host.Exposes.Rest;

/// <summary>Writes an upstream's answer as it comes: status, headers and body.</summary>
internal static class ForwardedAnswer
{
    // Framing and connection (RFC 9110 section 7.6.1), and what speaks of the upstream's own origin, which the caller does not talk to: which pages may
    // read it is this server's decision, and another host that serves it too (RFC 7838 section 2) serves nothing of ours.
    private static readonly HashSet<string> Kept = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authenticate", "Proxy-Authentication-Info", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Content-Length", "Alt-Svc",
    };

    public static async Task WriteAsync(HttpContext context, UpstreamResponse upstream, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> scrub)
    {
        var response = context.Response;
        response.StatusCode = (int)upstream.Status;
        RelayHeaders(upstream, response);
        if ((int)upstream.Status >= 400)
        {
            await WriteErrorAsync(context, upstream, scrub);
            return;
        }

        if (HttpMethods.IsHead(context.Request.Method))
        {
            response.ContentLength = Length(upstream);
            return;
        }

        if (upstream.Status is not (HttpStatusCode.NoContent or HttpStatusCode.ResetContent or HttpStatusCode.NotModified))
        {
            response.ContentLength = Length(upstream);
            await CopyAsync(context, upstream);
        }
    }

    /// <summary>Whether a list of header names, separated by commas, has this one.</summary>
    public static bool Names(string? list, string name)
    {
        foreach (var range in list.AsSpan().Split(','))
        {
            if (list.AsSpan()[range].Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static void RelayHeaders(UpstreamResponse upstream, HttpResponse response)
    {
        var connection = upstream.Header("Connection");
        foreach (var name in upstream.HeaderNames)
        {
            if (Kept.Contains(name) || name.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase) || Names(connection, name))
            {
                continue;
            }

            foreach (var value in upstream.HeaderValues(name))
            {
                response.Headers.Append(name, value);
            }
        }
    }

    /// <summary>An error's body may repeat the request with our credential in it: what is small enough to be held back is scrubbed.</summary>
    private static async Task WriteErrorAsync(HttpContext context, UpstreamResponse upstream, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> scrub)
    {
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        var read = await upstream.HoldBackAsync();
        if (!read.TryGetBody(out var body, out _))
        {
            context.Abort();
            return;
        }

        using (body)
        {
            var text = upstream.IsBodyComplete ? scrub(body.Memory) : body.Memory;
            context.Response.ContentLength = upstream.IsBodyComplete ? text.Length : null;
            await context.Response.Body.WriteAsync(text, context.RequestAborted);
        }

        if (!upstream.IsBodyComplete)
        {
            await CopyAsync(context, upstream);
        }
    }

    private static async Task CopyAsync(HttpContext context, UpstreamResponse upstream)
    {
        // An event stream's client waits for the headers before the first event.
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await context.Response.StartAsync(context.RequestAborted);
        if (await upstream.CopyRestToAsync(context.Response.BodyWriter, upstream.StreamedLimit) is not null)
        {
            // The status is out; only a broken connection can still say that the body is not whole.
            context.Abort();
        }
    }

    private static long? Length(UpstreamResponse upstream) =>
        long.TryParse(upstream.Header("Content-Length"), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var length) ? length : null;
}
