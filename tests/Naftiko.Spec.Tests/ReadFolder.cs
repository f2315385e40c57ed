using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;
using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.Tests;

/// <summary>A temporary folder of files, of which <c>main.yaml</c> is read as a capability.</summary>
internal sealed class ReadFolder : IDisposable
{
    private readonly string _outer = Directory.CreateTempSubdirectory("naftiko-read-").FullName;

    public string Path => System.IO.Path.Combine(_outer, "served");

    public DiagnosticBag Diagnostics { get; } = new();

    public IReadOnlyCollection<string> Touched { get; private set; } = [];

    public ReadFolder With(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path) ?? Path);
        File.WriteAllText(path, text);
        return this;
    }

    public CapabilityFile Read(string main, YamlBudget? budget = null)
    {
        With("main.yaml", main);
        var loader = new FileSourceLoader(AllowedPaths.Of([Path], []));
        var file = CapabilityReader.Read(System.IO.Path.Combine(Path, "main.yaml"), loader, budget ?? YamlBudget.Default, Diagnostics);
        Touched = loader.Touched;
        Assert.NotNull(file);
        return file;
    }

    /// <summary>The only diagnostic of that kind.</summary>
    public Diagnostic Only(DiagnosticDescriptor descriptor) => Assert.Single(Diagnostics, d => d.Descriptor == descriptor);

    /// <summary>Fails when there is anything but advice.</summary>
    public void AssertQuiet() => Assert.DoesNotContain(Diagnostics, d => d.Severity != Severity.Info);

    public void Dispose() => Directory.Delete(_outer, recursive: true);
}
