using System.Runtime.InteropServices;

namespace Naftiko.Host.Commands;

/// <summary>Turns the first Ctrl+C or SIGTERM into a cancellation; the second one ends the process as usual.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly PosixSignalRegistration[] _registrations;

    /// <param name="cancellationToken">Stops too.</param>
    public StopSignals(CancellationToken cancellationToken)
    {
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop)];
    }

    public CancellationToken Token => _source.Token;

    /// <summary>Whether a process manager asked (SIGTERM), who has other clients than somebody at a terminal.</summary>
    public bool IsTermination { get; private set; }

    /// <summary>Completes when it is time to stop.</summary>
    public Task WaitAsync()
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _source.Token.Register(stopped.SetResult);
        return stopped.Task;
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _source.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = !_source.IsCancellationRequested;
        IsTermination |= context.Signal == PosixSignal.SIGTERM;
        _source.Cancel();
    }
}
