using Microsoft.AspNetCore.Http;
using Naftiko.Host.Exposes.Rest;

namespace Naftiko.Host.Tests.Exposes.Rest;

public sealed class ProblemTests
{
    [Fact]
    public async Task WriteAsync_OrdinaryProblem_FitsItsFirstBuffer()
    {
        var context = new DefaultHttpContext();
        context.Response.Body = Stream.Null;
        await WriteAsync();
        var before = GC.GetAllocatedBytesForCurrentThread();

        var written = WriteAsync();

        Assert.True(written.IsCompletedSuccessfully);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 2048);
        await written;

        Task WriteAsync() => Problem.WriteAsync(context, 404, Problem.NotFound, "Not found", "Nothing answers at this path. GET / lists what this port serves.");
    }

    [Fact]
    public async Task WriteAsync_Rendered_WritesItAsItIs()
    {
        using var body = new MemoryStream();
        var context = new DefaultHttpContext();
        context.Response.Body = body;

        await Problem.WriteAsync(context, 404, Problem.Render(404, "urn:x", "T", "D"));

        Assert.Equal(404, context.Response.StatusCode);
        Assert.Equal("application/problem+json", context.Response.ContentType);
        Assert.Equal(body.Length, context.Response.ContentLength);
        Assert.Equal("""{"type":"urn:x","title":"T","status":404,"detail":"D"}""", System.Text.Encoding.UTF8.GetString(body.ToArray()));
    }
}
