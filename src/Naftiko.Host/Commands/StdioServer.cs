using Microsoft.Extensions.Logging;
using Naftiko.Host.Commands.Printing;
using Naftiko.Host.Commands.Settings;
using Naftiko.Host.Exposes;
using Naftiko.Host.Exposes.Mcp;
using Naftiko.Host.Loading;
using Naftiko.Host.Observability;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Commands;

/// <summary><c>naftiko serve --stdio FILE</c>: the file's MCP surfaces together, for the client that started the process. Only its messages go to stdout.</summary>
internal sealed class StdioServer(ServeSettings settings, CommandOutput output)
{
    public async Task<int> RunAsync(LoadResult loaded, ILoggerFactory loggers, Observatory observatory, CancellationToken cancellationToken)
    {
        List<Diagnostic> diagnostics = [.. loaded.All];
        DiagnosticPrinter.ToError(output).Print(diagnostics.Where(d => d.Severity != Severity.Info));
        if (settings.Loading.IsStrict && diagnostics.Exists(d => d.Severity == Severity.Error))
        {
            return ExitCodes.Failed;
        }

        using var surfaces = new SurfaceBuilder(loggers, settings.IsDryRun, observatory: observatory);
        var definition = loaded.Files is [{ Capability: { } capability }] ? surfaces.DefineAll(capability) : null;
        if (definition is null)
        {
            await output.Error.WriteLineAsync($"{settings.Paths[0]} has no MCP surface to serve");
            return ExitCodes.Failed;
        }

        var server = new McpStdio(definition, output.OpenInput(), output.OpenBytes(), loggers);
        try
        {
            await server.RunAsync(cancellationToken).WaitAsync(cancellationToken);
            await server.DisposeAsync();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The read of stdin cannot be cancelled: the end of the process ends it.
        }

        return ExitCodes.Success;
    }
}
