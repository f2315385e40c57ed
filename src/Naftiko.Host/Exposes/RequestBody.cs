using System.Buffers;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Naftiko.Engine.Values;

namespace Naftiko.Host.Exposes;

/// <summary>Reads the body of a request whole.</summary>
internal static class RequestBody
{
    // A length that is only claimed takes no memory.
    private const int FirstRent = 64 * 1024;

    /// <param name="request">The request.</param>
    /// <param name="limit">The most bytes to take.</param>
    /// <returns>The body, or null when it is larger.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))] // every request waits here: measured in docs/performance.md
    public static async ValueTask<PooledBuffer?> ReadAsync(HttpRequest request, int limit)
    {
        if (request.ContentLength > limit)
        {
            return null;
        }

        var buffer = new PooledBuffer((int)Math.Min(request.ContentLength ?? 4096, FirstRent) + 1);
        var complete = false;
        try
        {
            // From the server's own buffers: a stream would be one more asynchronous step.
            while (buffer.Written.Length <= limit)
            {
                var read = await request.BodyReader.ReadAsync(request.HttpContext.RequestAborted);
                foreach (var part in read.Buffer)
                {
                    buffer.Write(part.Span);
                }

                request.BodyReader.AdvanceTo(read.Buffer.End);
                complete = read.IsCompleted && buffer.Written.Length <= limit;
                if (read.IsCompleted)
                {
                    return complete ? buffer : null;
                }
            }

            return null;
        }
        finally
        {
            if (!complete)
            {
                buffer.Dispose();
            }
        }
    }
}
