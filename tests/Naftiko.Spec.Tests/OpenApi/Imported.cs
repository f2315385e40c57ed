using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;
using Naftiko.Spec.Document.Consumes;
using Naftiko.Spec.Document.Exposes;
using Naftiko.Spec.OpenApi;
using Naftiko.Spec.OpenApi.References;
using Naftiko.Spec.Reading;
using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.Tests.OpenApi;

/// <summary>A document, imported and the result read back as a capability file.</summary>
internal sealed class Imported
{
    private Imported(string? text, DiagnosticBag diagnostics)
    {
        Text = text;
        Diagnostics = diagnostics;
    }

    public string? Text { get; }

    /// <summary>What the import said.</summary>
    public DiagnosticBag Diagnostics { get; }

    public IEnumerable<string> Ids => Diagnostics.Select(d => d.Id);

    public CapabilityFile File
    {
        get
        {
            var faults = new DiagnosticBag();
            var root = YamlParser.Parse(new SourceText("imported.yml", Text ?? ""), YamlBudget.Default, faults);
            var file = root is null ? null : FileReader.Read("imported.yml", root, faults);
            Assert.Empty(faults);
            return Assert.IsType<CapabilityFile>(file);
        }
    }

    public ConsumesHttpSpec Api => Assert.Single(File.Consumes);

    public static Imported Of(string document, ImportOptions? options = null)
    {
        var diagnostics = new DiagnosticBag();
        return new Imported(Import(new SourceText("api.yml", document), [], options ?? new ImportOptions(), diagnostics), diagnostics);
    }

    /// <summary>A document and the files beside it, by their names.</summary>
    public static Imported OfFiles(string document, Dictionary<string, string> others, ImportOptions? options = null)
    {
        var diagnostics = new DiagnosticBag();
        return new Imported(Import(new SourceText("api.yml", document), others, options ?? new ImportOptions(), diagnostics), diagnostics);
    }

    private static string? Import(SourceText document, Dictionary<string, string> others, ImportOptions options, DiagnosticBag diagnostics)
    {
        var files = OpenApiFiles.Open(document, options.Budget, diagnostics);
        while (files?.Next() is { } reference)
        {
            var name = Path.GetRelativePath(Directory.GetCurrentDirectory(), reference.Address);
            files.Add(reference, others.TryGetValue(name, out var text) ? new SourceText(name, text) : null);
        }

        return files is null ? null : OpenApiImporter.Import(files, options, diagnostics);
    }

    /// <summary>A 3.1 document of one operation, <c>POST /things/{id}</c>.</summary>
    /// <param name="operation">The operation object's members, as YAML flow.</param>
    /// <param name="components">The components object.</param>
    public static Imported Post(string operation, string components = "{}") => Of($$"""
        openapi: 3.1.0
        info: {title: Things API, version: "1"}
        servers: [{url: 'https://things.test/v1'}]
        paths:
          /things/{id}:
            post: {{{operation}}}
        components: {{components}}
        """);

    public ConsumedOperationSpec Operation(string? name = null)
    {
        var operations = File.Consumes.SelectMany(c => c.Resources).SelectMany(r => r.Operations);
        return name is null ? Assert.Single(operations) : Assert.Single(operations, o => o.Name == name);
    }

    /// <summary>Each input as <c>in name type[*]</c>, the star for required.</summary>
    public IEnumerable<string> Inputs(string? name = null) =>
        Operation(name).Inputs.Select(i => $"{i.In} {i.Name} {i.Type ?? "any"}{(i.ItemsType is null ? "" : $"<{i.ItemsType}>")}{(i.Required == true ? "*" : "")}");

    public IEnumerable<string> Tools => File.Exposes.OfType<ExposesMcpSpec>().SelectMany(m => m.Tools).Select(t => t.Name ?? "");

    public IEnumerable<string> Routes =>
        File.Exposes.OfType<ExposesRestSpec>().SelectMany(r => r.Resources).SelectMany(r => r.Operations.Select(o => $"{o.Method} {r.Path.Value}"));
}
