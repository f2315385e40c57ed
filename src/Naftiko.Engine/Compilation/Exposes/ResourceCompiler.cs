using Naftiko.Engine.Compilation.Consumes;
using Naftiko.Engine.Compilation.Flows;
using Naftiko.Engine.Exposes.Resources;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;
using Naftiko.Spec.Document.Exposes;
using Naftiko.Spec.Document.Parameters;

namespace Naftiko.Engine.Compilation.Exposes;

/// <summary>Compiles the resources of an MCP surface.</summary>
internal sealed class ResourceCompiler(FileContext file, FlowIndex flows)
{
    public IReadOnlyList<McpResource> Compile(ExposesMcpSpec surface)
    {
        var occurrences = new Occurrences();
        var addresses = new ResourceUriCompiler(file);
        var uris = new HashSet<string>(StringComparer.Ordinal);
        var resources = new List<McpResource>();
        foreach (var spec in surface.Resources)
        {
            var occurrence = occurrences.Next(spec.Call?.Value);
            if (addresses.Compile(spec.Uri) is not { } uri)
            {
                continue;
            }

            if (!uris.Add(uri.Text))
            {
                file.Diagnostics.Add(ReferenceDiagnostics.DuplicateName, spec.Uri.Span, $"the resource '{uri.Text}' stands twice; the first counts");
                continue;
            }

            McpResource? resource = spec.Location is null ? OfFlow(spec, uri, occurrence, surface.MaxBinarySize) : OfFiles(spec, uri, surface.MaxBinarySize);
            if (resource is not null && !spec.HasFaults)
            {
                resources.Add(resource);
            }
        }

        return resources;
    }

    private FileResource? OfFiles(McpResourceSpec spec, ResourceUri uri, BinarySize? maxBinarySize)
    {
        if (spec.Call is not null || spec.Steps.Count > 0 || spec.Ref is not null)
        {
            file.Diagnostics.Add(StructureDiagnostics.OneOf, spec.Span, $"the resource '{spec.Name}' has a location, which counts, and a call");
        }

        if (uri.IsTemplate)
        {
            file.Diagnostics.Add(ExpressionDiagnostics.BadTemplate, spec.Uri.Span, $"the URI of '{spec.Name}' has variables, but its files have their paths; it is not exposed");
            return null;
        }

        // Without a location the caller does not come here.
        return spec.Location is { } location && file.Loader.OpenTree(location.Value, location.Span, file.Diagnostics) is { } tree
            ? new FileResource(tree)
            {
                MaxBinarySize = maxBinarySize,
                Name = spec.Name ?? uri.Text,
                Title = spec.Title,
                Description = spec.Description,
                MimeType = spec.MimeType,
                IsBinary = spec.IsBinary,
                Uri = uri,
                Span = spec.Span,
            }
            : null;
    }

    private FlowResource? OfFlow(McpResourceSpec spec, ResourceUri uri, int occurrence, BinarySize? maxBinarySize)
    {
        var variables = uri.Variables
            .Where(v => !spec.Inputs.Any(i => i.Name == v))
            .Select(v => new InputParameterSpec { Name = v, Span = spec.Uri.Span, In = "path", Required = !uri.QueryVariables.Contains(v) });
        var unit = spec with { Inputs = [.. variables, .. spec.Inputs] };
        if (new UnitCompiler(file, flows, maxBinarySize).Compile(unit, UnitKind.Mcp, occurrence, uri.Variables) is not { } flow)
        {
            return null;
        }

        UnreachableInputs.Report(file, flow, $"the resource '{spec.Name}'", "its URI", uri.Variables, spec.Span);
        var inherited = spec.Ref is { } reference ? flows.Spec(reference.Value) : null;
        return new FlowResource(flow)
        {
            Name = spec.Name ?? inherited?.Name ?? uri.Text,
            Title = spec.Title ?? inherited?.Title,
            Description = spec.Description ?? inherited?.Description,
            MimeType = spec.MimeType ?? flow.AnswerMediaType,
            IsBinary = spec.IsBinary,
            Uri = uri,
            Span = spec.Span,
        };
    }
}
