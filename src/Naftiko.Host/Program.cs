using Naftiko.Host.Commands;

return await CommandLine.RunAsync(args, CommandOutput.OfProcess(), CancellationToken.None);
