namespace Naftiko.Host.Commands;

/// <summary>Where a command reads and writes: the process's standard streams, or a test's.</summary>
internal sealed record CommandOutput
{
    /// <summary>What was asked for.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>What went wrong.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>The output as bytes, for answers that are passed on as they are. Not to be mixed with <see cref="Out"/>.</summary>
    public required Func<Stream> OpenBytes { get; init; }

    /// <summary>The input as bytes.</summary>
    public required Func<Stream> OpenInput { get; init; }

    /// <summary>Whether a person reads the output.</summary>
    public required bool IsTerminal { get; init; }

    /// <summary>Whether a person reads what went wrong.</summary>
    public bool IsErrorTerminal { get; init; }

    /// <summary>Whether a person can be asked.</summary>
    public bool CanAsk { get; init; }

    /// <summary>The next line of what the person says; null: nothing more.</summary>
    public Func<string?> ReadLine { get; init; } = () => null;

    /// <summary>Whether terminals are to show colours.</summary>
    public bool HasColours { get; init; }

    public static CommandOutput OfProcess() => new()
    {
        Out = Console.Out,
        Error = Console.Error,
        OpenBytes = TakeOutput,
        OpenInput = Console.OpenStandardInput,
        IsTerminal = !Console.IsOutputRedirected,
        IsErrorTerminal = !Console.IsErrorRedirected,
        CanAsk = !Console.IsInputRedirected && !Console.IsOutputRedirected,
        ReadLine = Console.ReadLine,
        HasColours = WantsColours(Environment.GetEnvironmentVariable),
    };

    /// <summary>Whether the environment allows colours: NO_COLOR (no-color.org) does not, nor does a terminal that knows none.</summary>
    public static bool WantsColours(Func<string, string?> variable) => variable("NO_COLOR") is null or "" && variable("TERM") is not "dumb";

    /// <summary>From then on whatever else writes to the console writes to stderr: an MCP client takes every byte of stdout for a message.</summary>
    private static Stream TakeOutput()
    {
        Console.SetOut(Console.Error);
        return Console.OpenStandardOutput();
    }
}
