using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Naftiko.Host.Exposes.Rest;

/// <summary>A request's body on its way to an upstream. It remembers that this server refused it: whoever reads it reports a fault of its own.</summary>
internal sealed class WatchedBody : Stream
{
    private readonly Stream _body;
    private BadHttpRequestException? _refusal;

    private WatchedBody(Stream body) => _body = body;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The body; null when the request has none.</summary>
    public static WatchedBody? Of(HttpRequest request) =>
        request.ContentLength == 0 || request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false } ? null : new WatchedBody(request.Body);

    /// <exception cref="BadHttpRequestException">Reading the body ended in it.</exception>
    public void ThrowIfRefused()
    {
        if (_refusal is not null)
        {
            throw _refusal;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await _body.ReadAsync(buffer, cancellationToken);
        }
        catch (BadHttpRequestException refusal)
        {
            _refusal = refusal;
            throw;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
        // Nothing is written here.
    }
}
