using Naftiko.Host.Commands;

var output = new CommandOutput
{
    Out = Console.Out,
    Error = Console.Error,
    OpenBytes = Console.OpenStandardOutput,
    OpenInput = Console.OpenStandardInput,
    IsTerminal = !Console.IsOutputRedirected,
};
return await CommandLine.RunAsync(args, output, CancellationToken.None);
