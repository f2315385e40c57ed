using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using Naftiko.Engine.Flows;
using Naftiko.Engine.Observability;

namespace Naftiko.Engine.Consumes.Transport;

/// <summary>Sends finished requests to upstreams. One for the life of the process: it owns the connections.</summary>
public sealed class UpstreamClient : IDisposable
{
    private readonly UpstreamLimits _limits;
    private readonly DeadlinePool _deadlines;
    private readonly HttpMessageInvoker _invoker;
    private readonly UpstreamSlots? _slots;

    /// <param name="limits">Apply to every request.</param>
    /// <param name="time">The clock of the headers and total limits; the connect limit runs on the system's.</param>
    public UpstreamClient(UpstreamLimits limits, TimeProvider time)
        : this(limits, time, CreateHandler(limits))
    {
    }

    /// <summary>A client over another handler: benchmarks measure without a network.</summary>
    internal UpstreamClient(UpstreamLimits limits, TimeProvider time, HttpMessageHandler handler)
    {
        ArgumentNullException.ThrowIfNull(limits);
        _limits = limits;
        _deadlines = new DeadlinePool(limits, time);
        _invoker = new HttpMessageInvoker(handler, disposeHandler: true);
    }

    private UpstreamClient(UpstreamClient shared, UpstreamSlots slots)
    {
        _limits = shared._limits;
        _deadlines = shared._deadlines;
        _invoker = shared._invoker;
        _slots = slots;
    }

    /// <summary>
    /// A client over the same connections for one consumed API of a capability: it has so many requests in flight and no more, so that an API that is slow
    /// or flooded takes nothing from others. It is not to be disposed.
    /// </summary>
    public UpstreamClient ForApi() => new(this, new UpstreamSlots(_limits.MaxConcurrency, _limits.MaxWaiting));

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _invoker.Dispose();

    /// <summary>
    /// Sends a request and gives its answer as soon as the headers are there. Redirects within the origin are followed with the same
    /// headers and content; they change the request's URI, and a content must be one that can be sent twice.
    /// </summary>
    /// <param name="request">The request, its URI made by <see cref="UpstreamUri"/>. The protocol version is chosen here.</param>
    /// <param name="cancellationToken">The caller's: it covers the reading of the body too.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public ValueTask<UpstreamResult> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request is UpstreamRequest { Telemetry: { } telemetry, Name: { } name } observed ? ObserveAsync(observed, telemetry, name, cancellationToken) : SendCoreAsync(request, cancellationToken);
    }

    private async ValueTask<UpstreamResult> ObserveAsync(UpstreamRequest request, SurfaceTelemetry telemetry, UpstreamName name, CancellationToken cancellationToken)
    {
        using var sending = new ObservedSending(telemetry, name, request);
        var result = await SendCoreAsync(request, cancellationToken);
        sending.End(result);
        return result;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))] // every request waits here: measured in docs/performance.md
    private async ValueTask<UpstreamResult> SendCoreAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Version = HttpVersion.Version20; // offered with TLS only; "or lower" is the default policy
        ContentCodings.Ask(request.Headers);
        var target = request.RequestUri ?? throw new ArgumentException("The request has no URI.", nameof(request));
        var deadline = _deadlines.Start(cancellationToken);
        var isHandedOver = false;
        try
        {
            if (_slots is not null && !await TakeSlotAsync(_slots, deadline))
            {
                cancellationToken.ThrowIfCancellationRequested();
                return new UpstreamResult(UpstreamFailures.Busy(target, _limits));
            }

            for (var followed = 0; ; followed++)
            {
                deadline.AwaitHeaders();
                var answer = await _invoker.SendAsync(request, deadline.Token);
                if (Redirects.Location(answer) is not { } location)
                {
                    deadline.AwaitTotal();
                    isHandedOver = true;
                    return new UpstreamResult(new UpstreamResponse(request.Method, target, answer, deadline, _limits));
                }

                answer.Dispose();
                if (Redirects.Follow(request, target, answer, location, followed, _limits) is { } refusal)
                {
                    return new UpstreamResult(refusal);
                }

                target = request.RequestUri;
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return new UpstreamResult(Explain(exception, target, deadline));
        }
        finally
        {
            if (!isHandedOver)
            {
                deadline.Release();
            }
        }
    }

    /// <summary>Takes a slot of the API, which is given back with the deadline; false when there is none in time.</summary>
    private static ValueTask<bool> TakeSlotAsync(UpstreamSlots slots, Deadline deadline)
    {
        if (!slots.TryTake())
        {
            return WaitForSlotAsync(slots, deadline);
        }

        deadline.Hold(slots);
        return ValueTask.FromResult(true);
    }

    private static async ValueTask<bool> WaitForSlotAsync(UpstreamSlots slots, Deadline deadline)
    {
        deadline.AwaitTotal();
        if (!await slots.WaitAsync(deadline.Token))
        {
            return false;
        }

        deadline.Hold(slots);
        return true;
    }

    private Failure Explain(Exception exception, Uri target, Deadline deadline) => exception switch
    {
        _ when deadline.IsCancellationRequested => deadline.Expired(target),
        HttpRequestException failed => UpstreamFailures.From(failed, target, _limits),
        // The handler reports its own connect limit as a cancellation.
        { InnerException: TimeoutException } => UpstreamFailures.ConnectLate(target, _limits),
        _ => UpstreamFailures.Unreachable(target, "the runtime is stopping"),
    };

    private static SocketsHttpHandler CreateHandler(UpstreamLimits limits) => new()
    {
        AllowAutoRedirect = false, // it would follow to other origins
        UseCookies = false, // one caller's session must not become another's
        ActivityHeadersPropagator = null, // it would add headers of its own, baggage among them
        ConnectTimeout = limits.ConnectTimeout,
        MaxResponseHeadersLength = limits.MaxResponseHeaderKiB,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2), // names may move to other addresses
        EnableMultipleHttp2Connections = true,
        RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8, // else a non-ASCII value throws
        // The proxy stays the default one: HTTPS_PROXY, HTTP_PROXY and NO_PROXY are honoured.
        // Answers keep the default, ISO-8859-1: each byte stays one character, so that a value can be relayed unchanged.
    };
}
