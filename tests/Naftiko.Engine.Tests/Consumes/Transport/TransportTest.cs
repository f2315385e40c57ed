using System.Text;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Tests.Consumes.Transport;

/// <summary>What the transport's tests share: sending and the two outcomes.</summary>
public abstract class TransportTest
{
    /// <summary>Short enough to wait for where a hang is the subject.</summary>
    private protected static readonly TimeSpan Short = TimeSpan.FromMilliseconds(150);

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected static UpstreamClient NewClient(UpstreamLimits? limits = null) => new(limits ?? new UpstreamLimits(), TimeProvider.System);

    private protected static HttpRequestMessage Request(string address, HttpMethod? method = null)
    {
        Assert.True(UpstreamUri.TryCreate(address, out var uri));
        return new HttpRequestMessage(method ?? HttpMethod.Get, uri);
    }

    private protected static async Task<UpstreamResponse> AnswerAsync(UpstreamClient client, string address, HttpMethod? method = null)
    {
        using var request = Request(address, method);
        var result = await client.SendAsync(request, Cancellation);
        Assert.True(result.TryGetResponse(out var response, out var failure), failure?.Detail);
        return response;
    }

    private protected static async Task<Failure> FailureAsync(UpstreamClient client, string address, HttpMethod? method = null)
    {
        using var request = Request(address, method);
        var result = await client.SendAsync(request, Cancellation);
        Assert.False(result.TryGetResponse(out _, out var failure));
        return failure;
    }

    private protected static async Task<string> TextAsync(UpstreamResponse response) => Encoding.UTF8.GetString(await BytesAsync(response));

    private protected static async Task<byte[]> BytesAsync(UpstreamResponse response)
    {
        var read = await response.ReadAllAsync(new UpstreamLimits().MaxBufferedBytes);
        Assert.True(read.TryGetBody(out var body, out var failure), failure?.Detail);
        using (body)
        {
            return body.Memory.ToArray();
        }
    }

    private protected static Failure FailureOf(BodyRead read)
    {
        Assert.False(read.TryGetBody(out _, out var failure));
        return failure;
    }
}
