using System.Net;
using System.Net.Http.Headers;

namespace Naftiko.Benchmarks;

/// <summary>An upstream without a network: answers every request with the same JSON, so that what is measured is ours.</summary>
internal sealed class CannedUpstream(byte[] json) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var content = new ByteArrayContent(json);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content, RequestMessage = request });
    }
}
