using System.CommandLine;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.OpenApi;
using Naftiko.Spec.Sources;

namespace Naftiko.Host.Commands;

/// <summary><c>naftiko import openapi</c>: a capability file that serves every operation of an OpenAPI document.</summary>
/// <param name="output">Takes the file.</param>
/// <param name="error">Takes what was found on the way.</param>
internal sealed class ImportCommand(TextWriter output, TextWriter error)
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var source = new Argument<string>("FILE|URL") { Description = "OpenAPI document: 2.0, 3.0 or 3.1, JSON or YAML" };
        var name = new Option<string?>("--namespace") { Description = "Namespace of the consumed API (default: from the document's title)", HelpName = "NAME" };
        var target = new Option<string?>("--output", "-o") { Description = "File to write (default: standard output)", HelpName = "FILE" };
        var openApi = new Command("openapi", "Make a capability file of an OpenAPI document") { source, name, target };
        openApi.SetAction((result, cancellationToken) =>
            new ImportCommand(output, error).RunAsync(result.GetRequiredValue(source), result.GetValue(name), result.GetValue(target), cancellationToken));
        return new Command("import", "Make a capability file of a description in another language") { openApi };
    }

    private async Task<int> RunAsync(string source, string? name, string? target, CancellationToken cancellationToken)
    {
        var options = new ImportOptions { Namespace = name };
        var diagnostics = new DiagnosticBag();
        SourceText? document;
        if (RemoteDocument.IsUrl(source, out var url))
        {
            options = options with { Origin = url };
            document = await RemoteDocument.FetchAsync(url, options.Budget.MaxBytes, RemoteDocument.Timeout, diagnostics, cancellationToken);
        }
        else
        {
            document = new FileSourceLoader(AllowedPaths.Of([source], []), options.Budget.MaxBytes).Load(source, diagnostics);
        }

        var text = document is null ? null : OpenApiImporter.Import(document, options, diagnostics);
        foreach (var diagnostic in diagnostics)
        {
            await error.WriteLineAsync(diagnostic.ToString());
        }

        if (text is null)
        {
            return document is null ? ExitCodes.Usage : ExitCodes.Failed;
        }

        return await TextTarget.WriteAsync(target, text, output, error, cancellationToken) ? ExitCodes.Success : ExitCodes.Usage;
    }
}
