using System.Diagnostics;
using System.Globalization;

namespace Naftiko.Host.Tests.Commands;

/// <summary>The real program as a process of its own.</summary>
internal sealed class NaftikoProcess : IAsyncDisposable
{
    private readonly Process _process;

    private NaftikoProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public WatchedWriter Out { get; } = new();

    /// <summary>The finished lines of both streams.</summary>
    public IEnumerable<string> Lines => Out.Text.ReplaceLineEndings("\n").Split('\n');

    public static NaftikoProcess Start(string folder, params string[] args) => Start(NaftikoProgram.Start(folder, args));

    /// <summary>Starts it with further variables.</summary>
    public static NaftikoProcess Start(string folder, IReadOnlyDictionary<string, string> variables, params string[] args)
    {
        var start = NaftikoProgram.Start(folder, args);
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return Start(start);
    }

    public static NaftikoProcess Start(ProcessStartInfo start)
    {
        var naftiko = new NaftikoProcess(new Process { StartInfo = start });
        naftiko._process.OutputDataReceived += (_, line) => naftiko.Out.WriteLine(line.Data);
        naftiko._process.ErrorDataReceived += (_, line) => naftiko.Out.WriteLine(line.Data);
        naftiko._process.Start();
        naftiko._process.BeginOutputReadLine();
        naftiko._process.BeginErrorReadLine();
        return naftiko;
    }

    /// <summary>Completes when the server has opened its ports, or ended because there is nothing to serve.</summary>
    public async Task ReadyAsync()
    {
        await Task.WhenAny(Out.WaitForAsync("ready in "), _process.WaitForExitAsync(TestContext.Current.CancellationToken)).WaitAsync(WatchedWriter.Patience);
    }

    /// <summary>Asks the process to stop, as a process manager does.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(WatchedWriter.Patience);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }
}
