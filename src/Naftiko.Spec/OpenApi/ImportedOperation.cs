using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.OpenApi;

/// <summary>An operation to be written: once where it is consumed, and once each where it is exposed over REST and MCP.</summary>
internal sealed record ImportedOperation
{
    private const int MaxDescription = 4000;

    /// <summary>Unique in the file.</summary>
    public required string Name { get; init; }

    /// <summary>Upper case.</summary>
    public required string Method { get; init; }

    /// <summary>The path as the document writes it.</summary>
    public required string Path { get; init; }

    public required string BaseUri { get; init; }

    public required ImportedSecurity Security { get; init; }

    public required IReadOnlyList<ImportedInput> Inputs { get; init; }

    public required Node? Body { get; init; }

    public required ImportedResponse Response { get; init; }

    public string? Title { get; init; }

    public string? Description { get; init; }

    /// <summary>What it is for, in the document's words, or else what it sends.</summary>
    private string Purpose => ShortText.Of(Description ?? Title, MaxDescription) ?? $"{Method} {Path}";

    public MappingNode ToConsumed() => new MappingDraft()
        .Add("name", Name)
        .Add("method", Method)
        .Add("label", ShortText.Of(Title, 200))
        .Add("description", ShortText.Of(Description, MaxDescription))
        .Add("inputParameters", [.. Inputs.Select(i => i.ToNode())])
        .Add("body", Body)
        .Add("outputRawFormat", Response.Format)
        .Add("outputParameters", Response.Outputs)
        .Build();

    /// <summary>The REST operation: its inputs are those of the consumed one.</summary>
    public MappingNode ToExposed(string api) => new MappingDraft()
        .Add("name", Name)
        .Add("method", Method)
        .Add("label", ShortText.Of(Title, 200))
        .Add("description", Purpose)
        .Add("call", $"{api}.{Name}")
        .Build();

    /// <summary>The tool: its inputs are those of the consumed operation.</summary>
    public MappingNode ToTool(string api) => new MappingDraft()
        .Add("name", Name)
        .Add("label", ShortText.Of(Title, 200))
        .Add("description", Purpose)
        .Add("call", $"{api}.{Name}")
        .Build();
}
