using System.CommandLine;
using System.CommandLine.Invocation;
using Naftiko.Host.Commands.Printing;
using Naftiko.Host.Loading;

namespace Naftiko.Host.Commands;

/// <summary>The command line of <c>naftiko</c>.</summary>
internal static class CommandLine
{
    /// <summary>The folder that is meant where no path is given.</summary>
    public const string DefaultFolder = "capabilities";

    /// <summary>What can be asked of the program itself.</summary>
    private static readonly string[] OwnOptions = ["--help", "-h", "-?", "--version"];

    /// <summary>Runs the command and answers the exit code.</summary>
    /// <param name="args">As the process got them.</param>
    /// <param name="output">Where it reads and writes.</param>
    /// <param name="cancellationToken">Stops a server gracefully.</param>
    public static async Task<int> RunAsync(string[] args, CommandOutput output, CancellationToken cancellationToken)
    {
        // A value such as "k=@file" must not be taken for a file of further arguments.
        var result = Create(output).Parse(MeansServe(args) ? ["serve", .. args] : args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var configuration = new InvocationConfiguration { Output = output.Out, Error = output.Error, ProcessTerminationTimeout = null };
        if (result.Action is ParseErrorAction action)
        {
            action.ShowHelp = false;
            result.InvocationConfiguration.Output = output.Error;
        }

        var exitCode = await result.InvokeAsync(configuration, cancellationToken);
        if (result.Action is not ParseErrorAction)
        {
            return exitCode;
        }

        if (args is [var first, ..] && Path.Exists(first))
        {
            await output.Error.WriteLineAsync($"to serve it: {ShellText.Naftiko("serve", [first])}");
        }

        return ExitCodes.Usage;
    }

    /// <summary>Without a command, serving is meant: by options, or where there is something to serve.</summary>
    private static bool MeansServe(string[] args) => args is [var first, ..]
        ? first.StartsWith('-') && !OwnOptions.Contains(first)
        : Directory.Exists(DefaultFolder) || ServedFiles.SettingsNames.Any(File.Exists);

    private static RootCommand Create(CommandOutput output)
    {
        var root = new RootCommand("Runs Naftiko capability files: REST and MCP servers for the HTTP APIs that they consume.")
        {
            ServeCommand.Create(output),
            ValidateCommand.Create(output),
            ListCommand.Create(output),
            CallCommand.Create(output),
            CreateCommand.Create(output),
            ImportCommand.Create(output.Out, output.Error),
            ExportCommand.Create(output.Out, output.Error),
            ExplainCommand.Create(output),
            HealthCommand.Create(output),
        };
        root.SetAction(result => root.Parse(["--help"]).Invoke(result.InvocationConfiguration));
        return root;
    }
}
