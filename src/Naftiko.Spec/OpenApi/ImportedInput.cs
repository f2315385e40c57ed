using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.OpenApi;

/// <summary>An input of a consumed operation to be written.</summary>
/// <param name="Name">As the upstream calls it; a path's may be renamed.</param>
/// <param name="In">path, query, header, cookie or body.</param>
internal sealed record ImportedInput(string Name, string In)
{
    private const int MaxDescription = 1000;

    public string? Type { get; init; }

    public string? ItemsType { get; init; }

    public IReadOnlyList<Node> Enum { get; init; } = [];

    public Node? Default { get; init; }

    public string? Description { get; init; }

    public bool IsRequired { get; init; }

    /// <summary>What a path has before the value: the styles <c>label</c> and <c>matrix</c> (RFC 6570 sections 3.2.5 and 3.2.7).</summary>
    public string PathPrefix { get; init; } = "";

    /// <summary>A value of its own.</summary>
    public string? Value { get; init; }

    public static ImportedInput Of(string name, string place, SchemaFacts facts, bool isRequired, string? description) => new(name, place)
    {
        Type = facts.Type,
        ItemsType = facts.Type == "array" ? facts.ItemsType : null,
        Enum = facts.Enum,
        Default = facts.Default,
        Description = description ?? facts.Description,
        IsRequired = isRequired,
    };

    public MappingNode ToNode() => new MappingDraft()
        .Add("name", Name)
        .Add("in", In)
        .Add("type", Type)
        .Add("description", ShortText.Of(Description, MaxDescription))
        .AddIf("required", IsRequired)
        .Add("enum", Enum)
        .Add("items", ItemsType is null ? null : new MappingDraft().Add("type", ItemsType).Build())
        .Add("default", Default)
        .Add("value", Value)
        .Build();
}
