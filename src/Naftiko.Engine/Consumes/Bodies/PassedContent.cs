using System.Buffers;
using System.Net;
using System.Runtime.ExceptionServices;
using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Consumes.Bodies;

/// <summary>A caller's body on its way through. What goes wrong with reading it is the caller's affair, not the upstream's.</summary>
internal sealed class PassedContent : HttpContent
{
    private const int BufferBytes = 16 * 1024;

    private readonly PassedBody _body;

    public PassedContent(PassedBody body)
    {
        _body = body;
        Headers.ContentLength = body.Length;
        if (body.ContentType is not null)
        {
            Headers.TryAddWithoutValidation("Content-Type", body.ContentType);
        }
    }

    /// <summary>Why the caller's body could not be read; null while it could.</summary>
    public ExceptionDispatchInfo? Fault { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            while (await ReadAsync(buffer, cancellationToken) is > 0 and var read)
            {
                await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length ?? 0;
        return _body.Length is not null;
    }

    private async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await _body.Content.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Fault = ExceptionDispatchInfo.Capture(fault);
            throw;
        }
    }
}
