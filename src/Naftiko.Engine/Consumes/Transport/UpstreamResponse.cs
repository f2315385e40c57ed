using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Consumes.Transport;

/// <summary>
/// An upstream's answer, its body still on the wire. The body is read once, either whole (<see cref="ReadAllAsync"/>) or
/// in two parts (<see cref="HoldBackAsync"/>, <see cref="CopyRestToAsync"/>), by one reader, under the request's total limit and
/// its caller's cancellation. Disposing gives the connection back or, with much left unread, closes it.
/// </summary>
public sealed class UpstreamResponse : IDisposable
{
    private const int FirstBufferBytes = 16 * 1024;
    private const int CopyBufferBytes = 64 * 1024;

    private readonly Uri _target;
    private readonly HttpResponseMessage _message;
    private readonly UpstreamLimits _limits;
    private readonly ContentCodings.Decoder[]? _decoders;
    private readonly bool _areCodingsKnown;
    private readonly long _length;
    private Deadline? _deadline;
    private Stream? _stream;
    private long _bytesRead;

    internal UpstreamResponse(HttpMethod method, Uri target, HttpResponseMessage message, Deadline deadline, UpstreamLimits limits)
    {
        _target = target;
        _message = message;
        _deadline = deadline;
        _limits = limits;
        _decoders = ContentCodings.Take(message.Content.Headers, out _areCodingsKnown);
        ContentType = Header("Content-Type");
        _length = HasNoBody(method, message.StatusCode) ? 0 : message.Content.Headers.ContentLength ?? -1;
        IsBodyComplete = _length == 0;
    }

    public HttpStatusCode Status => _message.StatusCode;

    /// <summary>Whether every byte of the body has been read, or there is none.</summary>
    public bool IsBodyComplete { get; private set; }

    /// <summary>The Content-Type as it came, or null.</summary>
    public string? ContentType { get; }

    /// <summary>The Content-Type without its parameters, in lower case, or null.</summary>
    public string? MediaType => ContentTypes.MediaType(ContentType);

    /// <summary>The charset parameter of the Content-Type, or null.</summary>
    public string? Charset => ContentTypes.Charset(ContentType);

    private Deadline Deadline => _deadline ?? throw new ObjectDisposedException(nameof(UpstreamResponse));

    private Stream Stream => _stream ??= _decoders is null ? _message.Content.ReadAsStream() : ContentCodings.Decode(_message.Content.ReadAsStream(), _decoders);

    /// <summary>Whether there are bytes and they are no use.</summary>
    private bool HasUnknownCoding => !_areCodingsKnown && !IsBodyComplete;

    /// <summary>
    /// A header's value as it came, or null; several values are joined with a comma (RFC 9110 section 5.3). Each character is
    /// one byte (ISO-8859-1); only Location is read as UTF-8 where it is that.
    /// </summary>
    public string? Header(string name)
    {
        var values = HeaderValues(name);
        return values.Count == 0 ? null : values.ToString();
    }

    /// <summary>The names of all headers, those of the content included.</summary>
    public IEnumerable<string> HeaderNames => _message.Headers.NonValidated.Select(h => h.Key).Concat(_message.Content.Headers.NonValidated.Select(h => h.Key));

    /// <summary>Shows each header, those of the content included; several values of one are joined with a comma.</summary>
    internal void ForEachHeader<TState>(TState state, Action<TState, string, string> show)
    {
        foreach (var (name, values) in _message.Headers.NonValidated)
        {
            show(state, name, values.ToString());
        }

        foreach (var (name, values) in _message.Content.Headers.NonValidated)
        {
            show(state, name, values.ToString());
        }
    }

    /// <summary>The limit of a body that is read whole.</summary>
    internal BodyLimit BufferedLimit => new(_limits.MaxBufferedBytes, "--max-buffered-response");

    /// <summary>The limit of a body that is relayed as it arrives.</summary>
    public BodyLimit StreamedLimit => new(_limits.MaxStreamedBytes, "--max-streamed-response");

    /// <summary>Whether the body's length is known before it is read.</summary>
    internal bool IsLengthKnown => _length >= 0;

    /// <summary>Each of a header's values as it came.</summary>
    public HeaderStringValues HeaderValues(string name) =>
        _message.Headers.NonValidated.TryGetValues(name, out var values) || _message.Content.Headers.NonValidated.TryGetValues(name, out values)
            ? values
            : default;

    /// <summary>Reads the whole body into memory.</summary>
    /// <param name="limit">The most bytes it may have.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public ValueTask<BodyRead> ReadAllAsync(BodyLimit limit) =>
        Refusal(limit) is { } refusal ? new(new BodyRead(refusal)) : ReadAsync(limit with { Bytes = Math.Min(limit.Bytes, Array.MaxLength - 1) }, mustComplete: true);

    /// <summary>
    /// Reads a body of up to <see cref="UpstreamLimits.HoldBackBytes"/> whole; of a larger one only a beginning, which is empty
    /// where the size was announced. <see cref="IsBodyComplete"/> tells which it was. Goes before <see cref="CopyRestToAsync"/>.
    /// </summary>
    /// <param name="limit">The most bytes the whole body may have; null: <see cref="StreamedLimit"/>.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public ValueTask<BodyRead> HoldBackAsync(BodyLimit? limit = null)
    {
        var most = limit ?? StreamedLimit;
        if (most.Bytes <= _limits.HoldBackBytes || Refusal(most) is not null)
        {
            return ReadAllAsync(most);
        }

        return _length > _limits.HoldBackBytes ? new(new BodyRead(new PooledBody(0))) : ReadAsync(_limits.HoldBackBytes, mustComplete: false);
    }

    /// <summary>Relays what is left of the body as it arrives, without holding it.</summary>
    /// <param name="writer">Takes the bytes; its own exceptions pass through.</param>
    /// <param name="limit">The most bytes the body may have, with those already read.</param>
    /// <returns>Null when the body is complete; else why it is not, and the receiver must not be left to believe that it is.</returns>
    /// <exception cref="OperationCanceledException">The caller cancelled or stopped reading.</exception>
    public async ValueTask<Failure?> CopyRestToAsync(PipeWriter writer, BodyLimit limit)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (Refusal(limit) is { } refusal)
        {
            return refusal;
        }

        while (!IsBodyComplete)
        {
            var buffer = writer.GetMemory(CopyBufferBytes);
            int count;
            try
            {
                count = Count(await Stream.ReadAsync(buffer, Deadline.Token));
            }
            catch (Exception exception) when (IsReadFailure(exception))
            {
                return ReadFailure();
            }

            if (_bytesRead > limit.Bytes)
            {
                return UpstreamFailures.TooLarge(_target, limit, Status);
            }

            writer.Advance(count);
            if (count > 0 && await FlushAsync(writer) is { } late)
            {
                return late;
            }
        }

        return null;
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _deadline, null) is { } deadline)
        {
            _message.Dispose();
            deadline.Release();
        }
    }

    /// <summary>Reads at most so many bytes, without minding whether the body goes on, breaks or stalls after them.</summary>
    internal async ValueTask<PooledBody> ReadBeginningAsync(int limit)
    {
        var body = new PooledBody(FirstCapacity(limit));
        if (!HasUnknownCoding)
        {
            await FillAsync(body, limit);
        }

        return body;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))] // every request waits here: measured in docs/performance.md
    private async ValueTask<BodyRead> ReadAsync(BodyLimit limit, bool mustComplete)
    {
        if (_bytesRead > 0)
        {
            throw new InvalidOperationException("The body has been read.");
        }

        // One byte beyond the limit tells a body that ends there from one that goes on.
        var most = (int)limit.Bytes + 1;
        var body = new PooledBody(FirstCapacity(most));
        var failure = await FillAsync(body, most);
        if (failure is null && mustComplete && !IsBodyComplete)
        {
            failure = UpstreamFailures.TooLarge(_target, limit, Status);
        }

        if (failure is null)
        {
            return new BodyRead(body);
        }

        body.Dispose();
        return new BodyRead(failure);
    }

    /// <summary>Reads until the body ends or has so many bytes; gives the memory back if the caller cancels.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))] // every request waits here: measured in docs/performance.md
    private async ValueTask<Failure?> FillAsync(PooledBody body, int limit)
    {
        try
        {
            while (!IsBodyComplete && body.Length < limit)
            {
                body.Advance(Count(await Stream.ReadAsync(body.Room(limit), Deadline.Token)));
            }

            return null;
        }
        catch (Exception exception) when (IsReadFailure(exception))
        {
            return ReadFailure(body);
        }
    }

    /// <summary>Awaits the receiver, who may be slower than the upstream, within the same total limit.</summary>
    private async ValueTask<Failure?> FlushAsync(PipeWriter writer)
    {
        try
        {
            var flushed = await writer.FlushAsync(Deadline.Token);
            return flushed.IsCompleted ? throw new OperationCanceledException("The receiver stopped reading.") : null;
        }
        catch (OperationCanceledException) when (Deadline.IsCancellationRequested)
        {
            return Deadline.Expired(_target);
        }
    }

    private static bool HasNoBody(HttpMethod method, HttpStatusCode status) =>
        method == HttpMethod.Head || status is HttpStatusCode.NoContent or HttpStatusCode.ResetContent or HttpStatusCode.NotModified;

    private static bool IsReadFailure(Exception exception) => exception
        is IOException or HttpRequestException or OperationCanceledException // the connection
        or InvalidDataException or InvalidOperationException and not ObjectDisposedException; // gzip and deflate; brotli

    private Failure? Refusal(BodyLimit limit)
    {
        if (HasUnknownCoding)
        {
            return UpstreamFailures.UnknownCoding(_target, Status);
        }

        return _length > limit.Bytes ? UpstreamFailures.TooLarge(_target, limit, Status) : null;
    }

    private int FirstCapacity(int limit) => (int)Math.Min(limit, _length < 0 ? FirstBufferBytes : _length);

    private int Count(int count)
    {
        _bytesRead += count;
        IsBodyComplete = count == 0 || _bytesRead == _length;
        return count;
    }

    private Failure ReadFailure(PooledBody? body = null)
    {
        if (!Deadline.IsCancellationRequested)
        {
            return UpstreamFailures.BrokenBody(_target, Status);
        }

        try
        {
            return Deadline.Expired(_target);
        }
        catch (OperationCanceledException)
        {
            body?.Dispose();
            throw;
        }
    }
}
