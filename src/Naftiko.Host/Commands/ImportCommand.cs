using System.CommandLine;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.OpenApi;
using Naftiko.Spec.OpenApi.References;
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
        var name = new Option<string?>("--namespace", "-n") { Description = "Namespace of the consumed API (default: from the document's title)", HelpName = "NAME" };
        var target = new Option<string?>("--output", "-o") { Description = "File to write (default: standard output)", HelpName = "FILE" };
        var allowed = new Option<string[]>("--allow-path") { Description = "Lets references open what lies there, beside the document's folder", HelpName = "PATH", DefaultValueFactory = _ => [] };
        var openApi = new Command("openapi", "Make a capability file of an OpenAPI document") { source, name, allowed, target };
        openApi.SetAction((result, cancellationToken) => new ImportCommand(output, error).RunAsync(
            result.GetRequiredValue(source), result.GetValue(name), result.GetRequiredValue(allowed), result.GetValue(target), cancellationToken));
        return new Command("import", "Make a capability file of a description in another language") { openApi };
    }

    private async Task<int> RunAsync(string source, string? name, string[] allowed, string? target, CancellationToken cancellationToken)
    {
        var options = new ImportOptions { Namespace = name };
        var diagnostics = new DiagnosticBag();
        var loader = new FileSourceLoader(AllowedPaths.Of([source], allowed), options.Budget.MaxBytes);
        SourceText? document;
        if (RemoteDocument.IsUrl(source, out var url))
        {
            options = options with { Origin = url };
            document = await RemoteDocument.FetchAsync(url, options.Budget.MaxBytes, RemoteDocument.Timeout, diagnostics, cancellationToken);
        }
        else
        {
            document = loader.Load(source, diagnostics);
        }

        var files = document is null ? null : OpenApiFiles.Open(document, options.Budget, diagnostics);
        while (files?.Next() is { } reference)
        {
            files.Add(reference, options.Origin is { } origin
                ? await FetchAsync(reference, origin, options.Budget.MaxBytes, diagnostics, cancellationToken)
                : loader.Load(reference.Location, reference.Span, diagnostics));
        }

        var text = files is null ? null : OpenApiImporter.Import(files, options, diagnostics);
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

    /// <summary>A file that a fetched document refers to. It must not send us to another server: the document is a stranger's.</summary>
    private static async Task<SourceText?> FetchAsync(OpenApiReference reference, Uri origin, int maxBytes, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        if (RemoteDocument.IsUrl(reference.Address, out var url) && url.GetLeftPart(UriPartial.Authority) == origin.GetLeftPart(UriPartial.Authority))
        {
            return await RemoteDocument.FetchAsync(url, maxBytes, RemoteDocument.Timeout, diagnostics, cancellationToken);
        }

        diagnostics.Add(ImportDiagnostics.Unresolved, reference.Span, $"'{reference.Location}' is on another server than the document; it is not fetched",
            "download the files beside each other and import the document from there");
        return null;
    }
}
