using System.Text;
using Naftiko.Host.Commands;

namespace Naftiko.Host.Tests.Commands;

/// <summary>One run of the command line within this process.</summary>
/// <param name="isTerminal">Whether a person reads.</param>
/// <param name="hasColours">Whether colours are wanted.</param>
/// <param name="answers">What a person says; null: there is none to ask.</param>
internal sealed class Shell(bool isTerminal = false, bool hasColours = false, IReadOnlyList<string>? answers = null)
{
    private readonly List<MemoryStream> _opened = [];

    public WatchedWriter Out { get; } = new();

    public WatchedWriter Error { get; } = new();

    /// <summary>What was written as bytes.</summary>
    public string Bytes => string.Concat(_opened.Select(stream => Encoding.UTF8.GetString(stream.ToArray())));

    /// <summary>All that anybody could read.</summary>
    public string Everything => Out.Text + Error.Text + Bytes;

    public Task<int> RunAsync(params string[] args) => RunAsync(TestContext.Current.CancellationToken, args);

    public Task<int> RunAsync(CancellationToken cancellationToken, params string[] args)
    {
        var said = new Queue<string>(answers ?? []);
        var output = new CommandOutput
        {
            Out = Out,
            Error = Error,
            OpenBytes = Open,
            OpenInput = () => Stream.Null,
            IsTerminal = isTerminal,
            HasColours = hasColours,
            CanAsk = answers is not null,
            ReadLine = () => said.TryDequeue(out var line) ? line : null,
        };
        return CommandLine.RunAsync(args, output, cancellationToken);
    }

    private MemoryStream Open()
    {
        var stream = new MemoryStream();
        _opened.Add(stream);
        return stream;
    }

    /// <summary>Serves until disposed.</summary>
    public async Task<RunningServer> ServeAsync(params string[] args)
    {
        var stop = new CancellationTokenSource();
        var exit = RunAsync(stop.Token, ["serve", .. args]);
        await Task.WhenAny(Out.WaitForAsync("Try:"), exit);
        Assert.False(exit.IsCompleted, Everything);
        return new RunningServer(stop, exit);
    }
}

/// <summary>A server that runs within this process.</summary>
internal sealed class RunningServer(CancellationTokenSource stop, Task<int> exit) : IAsyncDisposable
{
    public async Task<int> StopAsync()
    {
        await stop.CancelAsync();
        return await exit;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        stop.Dispose();
    }
}
