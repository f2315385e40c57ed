using Microsoft.OpenApi;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.OpenApi;

/// <summary>Puts imported operations together into a capability file: binds, a consumed API for each base URI and credential, a REST and an MCP surface.</summary>
/// <param name="name">The namespace of the API.</param>
/// <param name="document">What the file describes.</param>
/// <param name="operations">Its operations.</param>
/// <param name="variables">The variables that it needs.</param>
internal sealed class CapabilityDraft(string name, OpenApiDocument document, IReadOnlyList<ImportedOperation> operations, IReadOnlyCollection<string> variables)
{
    private const string Version = "1.0.0-alpha2";
    private const int RestPort = 8080;
    private const int McpPort = 9090;
    private const int MaxTags = 20;

    private readonly OpenApiInfo _info = document.Info ?? new OpenApiInfo();

    public MappingNode Build()
    {
        var apis = Group();
        var consumes = apis.Select(Node (a) => Consumed(a.Namespace, a.Operations)).ToList();
        var byOperation = apis.SelectMany(a => a.Operations.Select(o => (o, a.Namespace))).ToDictionary(p => p.o, p => p.Namespace);
        var capability = new MappingDraft()
            .Add("consumes", consumes)
            .Add("exposes", [Rest(byOperation), Mcp(byOperation)]);
        return new MappingDraft()
            .Add("naftiko", Version)
            .Add("info", new MappingDraft()
                .Add("label", ShortText.Of(_info.Title, 200) ?? name)
                .Add("description", ShortText.Of(_info.Description, 4000) ?? ShortText.Of(_info.Summary, 4000))
                .Add("version", ShortText.Of(_info.Version, 100))
                .Add("tags", [.. (document.Tags ?? new HashSet<OpenApiTag>()).Select(t => ShortText.Of(t.Name, 100)).OfType<string>().Take(MaxTags).Select(MappingDraft.Text)])
                .Build())
            .Add("binds", variables.Count == 0 ? [] : [Bind()])
            .Add("capability", capability.Build())
            .Build();
    }

    /// <summary>Operations of one base URI and credential are one API; the largest has the plain name.</summary>
    private List<(string Namespace, List<ImportedOperation> Operations)> Group()
    {
        var names = new UniqueNames();
        return operations
            .GroupBy(o => (o.BaseUri, o.Security.Key))
            .OrderByDescending(g => g.Count())
            .Select((g, index) => (names.Take(index == 0 ? name : NameOf(g.First().Security)), g.ToList()))
            .ToList();
    }

    private string NameOf(ImportedSecurity security) => $"{name}-{(ImportNames.Kebab(security.Key) is { Length: > 0 } schemes ? schemes : "public")}";

    private MappingNode Bind()
    {
        var keys = new MappingDraft();
        foreach (var variable in variables)
        {
            keys.Add(variable, variable);
        }

        return new MappingDraft().Add("namespace", $"{name}-env").Add("keys", keys.Build()).Build();
    }

    private MappingNode Consumed(string api, List<ImportedOperation> group)
    {
        var names = new UniqueNames();
        var resources = group.GroupBy(o => o.Path, StringComparer.Ordinal).Select(Node (path) => new MappingDraft()
            .Add("name", names.Take(ResourceName(path.Key)))
            .Add("path", path.Key)
            .Add("operations", [.. path.Select(o => o.ToConsumed())])
            .Build());
        return new MappingDraft()
            .Add("type", "http")
            .Add("namespace", api)
            .Add("description", ShortText.Of(_info.Title, 200))
            .Add("baseUri", group[0].BaseUri)
            .Add("authentication", group[0].Security.Authentication)
            .Add("inputParameters", [.. group[0].Security.Inputs.Select(i => i.ToNode())])
            .Add("resources", [.. resources])
            .Build();
    }

    private MappingNode Rest(Dictionary<ImportedOperation, string> apis)
    {
        var names = new UniqueNames();
        var resources = operations.GroupBy(o => ExposedPath(o.Path), StringComparer.Ordinal).Select(Node (path) => new MappingDraft()
            .Add("name", names.Take(ResourceName(path.Key)))
            .Add("path", path.Key)
            .Add("operations", [.. path.Select(o => o.ToExposed(apis[o]))])
            .Build());
        return new MappingDraft()
            .Add("type", "rest")
            .Add("port", RestPort)
            .Add("namespace", $"{name}-rest")
            .Add("resources", [.. resources])
            .Build();
    }

    private MappingNode Mcp(Dictionary<ImportedOperation, string> apis) => new MappingDraft()
        .Add("type", "mcp")
        .Add("port", McpPort)
        .Add("namespace", $"{name}-mcp")
        .Add("description", ShortText.Of(_info.Description, 1000) ?? ShortText.Of(_info.Title, 200))
        .Add("tools", [.. operations.Select(o => o.ToTool(apis[o]))])
        .Build();

    private static string ResourceName(string path) => ImportNames.Kebab(path) is { Length: > 0 } words ? words : "root";

    /// <summary>A fragment tells paths of a document apart, but reaches no server: here it is a condition on the query.</summary>
    private static string ExposedPath(string path) => path.Contains('?', StringComparison.Ordinal) ? path.Replace('#', '&') : path.Replace('#', '?');
}
