using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.Tests.Yaml;

/// <summary>Published files, where a checkout has them beside it.</summary>
public sealed class CatalogueSampleTests
{
    [Fact]
    public void Parse_EveryPublishedFile_HasNoErrors()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "NaftikoRuntime.sln")))
        {
            root = root.Parent;
        }

        var folder = Path.Combine(root?.FullName ?? "", "..", "shared", "data", "catalogue-sample");
        Assert.SkipUnless(Directory.Exists(folder), "No sample of published files beside the repository.");

        var loader = new FileSourceLoader(AllowedPaths.Of([folder], []));
        var diagnostics = new DiagnosticBag();
        var files = Directory.EnumerateFiles(folder, "*.y*ml", SearchOption.AllDirectories).ToList();
        var texts = files.Select(file => loader.Load(file, diagnostics)).OfType<SourceText>();
        var trees = texts.Select(text => YamlParser.Parse(text, YamlBudget.Default, diagnostics));

        Assert.NotEmpty(files);
        Assert.Equal(files.Count, trees.Count(tree => tree is MappingNode));
        Assert.DoesNotContain(diagnostics, d => d.Severity == Severity.Error);
    }
}
