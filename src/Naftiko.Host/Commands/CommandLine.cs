using System.CommandLine;
using System.CommandLine.Invocation;

namespace Naftiko.Host.Commands;

/// <summary>The command line of <c>naftiko</c>.</summary>
internal static class CommandLine
{
    /// <summary>The folder that is meant where no path is given.</summary>
    public const string DefaultFolder = "capabilities";

    /// <summary>Runs the command and answers the exit code.</summary>
    /// <param name="args">As the process got them.</param>
    /// <param name="output">Where it reads and writes.</param>
    /// <param name="cancellationToken">Stops a server gracefully.</param>
    public static async Task<int> RunAsync(string[] args, CommandOutput output, CancellationToken cancellationToken)
    {
        // Nothing to say and something to serve: then that is meant.
        var isBareStart = args.Length == 0 && Directory.Exists(DefaultFolder);

        // A value such as "k=@file" must not be taken for a file of further arguments.
        var result = Create(output).Parse(isBareStart ? ["serve"] : args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var configuration = new InvocationConfiguration { Output = output.Out, Error = output.Error, ProcessTerminationTimeout = null };
        if (result.Action is ParseErrorAction action)
        {
            action.ShowHelp = false;
            result.InvocationConfiguration.Output = output.Error;
        }

        var exitCode = await result.InvokeAsync(configuration, cancellationToken);
        return result.Action is ParseErrorAction ? ExitCodes.Usage : exitCode;
    }

    private static RootCommand Create(CommandOutput output)
    {
        var root = new RootCommand("Runs Naftiko capability files: REST and MCP servers for the HTTP APIs that they consume.")
        {
            ServeCommand.Create(output),
            ValidateCommand.Create(output),
            CallCommand.Create(output),
        };
        root.SetAction(result => root.Parse(["--help"]).Invoke(result.InvocationConfiguration));
        return root;
    }
}
