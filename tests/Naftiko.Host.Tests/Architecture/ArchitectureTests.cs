using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Naftiko.Host.Tests.Architecture;

/// <summary>The rules of the house that a reader relies on (docs/architecture.md), checked on the source text.</summary>
public sealed partial class ArchitectureTests
{
    private const int MaxLines = 400;

    private const int MaxFiles = 25;

    /// <summary>State of one run, which no two requests share.</summary>
    private static readonly string[] OfOneRun = ["src/Naftiko.Engine/Outputs/ShapeRun.cs"];

    /// <summary>Standard input and output are its wire.</summary>
    private const string StdioTransport = "src/Naftiko.Host/Exposes/Mcp/McpStdio.cs";

    private static readonly string[] NamelessFolders = ["Utils", "Util", "Helpers", "Common", "Core", "Services", "Managers", "Shared", "Misc"];

    [Theory]
    [InlineData("Naftiko.Spec")]
    [InlineData("Naftiko.Engine", "Naftiko.Spec")]
    [InlineData("Naftiko.Host", "Naftiko.Engine")]
    public void Project_KnowsOnlyTheOneBelow(string project, params string[] known) =>
        Assert.Equal(known, References(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/'))));

    [Theory]
    [InlineData("Naftiko.Spec")]
    [InlineData("Naftiko.Engine")]
    public void Project_BelowTheHost_HasNoAspNet(string project) => Assert.Empty(References(project, "FrameworkReference"));

    [Fact]
    public void Projects_AreThree() =>
        Assert.Equal(
            ["src/Naftiko.Engine/Naftiko.Engine.csproj", "src/Naftiko.Host/Naftiko.Host.csproj", "src/Naftiko.Spec/Naftiko.Spec.csproj"],
            Repository.Files("src", "*.csproj"));

    [Fact]
    public void Namespace_IsTheFolder() => NoneOf(Repository.SourceFiles.Where(IsNotProgram), file =>
    {
        var expected = Path.GetDirectoryName(file)!.Replace('\\', '/')["src/".Length..].Replace('/', '.');
        return Repository.ReadLines(file).Contains($"namespace {expected};") ? null : $"is not in the namespace {expected}";
    });

    [Fact]
    public void File_IsShort() => NoneOf(Repository.SourceFiles, file =>
        Repository.ReadLines(file).Length is > MaxLines and var lines ? $"has {lines} lines" : null);

    /// <summary>A folder that a reader cannot take in at a glance has parts of its own.</summary>
    [Fact]
    public void Folder_IsSmall() =>
        Assert.Empty(Repository.SourceFiles.GroupBy(file => Path.GetDirectoryName(file)).Where(folder => folder.Count() > MaxFiles).Select(folder => $"{folder.Key} has {folder.Count()} files"));

    /// <summary>A closed family may stand in one file: the base gives it its name, and the others derive from it.</summary>
    [Fact]
    public void PublicType_IsAloneInItsFile_AndGivesItItsName() => NoneOf(Repository.SourceFiles.Where(IsNotProgram), file =>
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var types = TypeDeclaration().Matches(Repository.Read(file));
        var strangers = types
            .Where(type => type.Groups["access"].Value == "public" && NameOf(type) != name && type.Groups["base"].Value != name)
            .Select(NameOf)
            .ToList();
        return strangers.Count > 0 ? $"declares {string.Join(", ", strangers)}"
            : !types.Select(NameOf).Contains(name) ? "declares no type of its name"
            : null;
    });

    [Fact]
    public void Folder_SaysWhatItHolds() => NoneOf(Repository.SourceFiles, file =>
        file.Split('/')[..^1].FirstOrDefault(folder => NamelessFolders.Contains(folder, StringComparer.OrdinalIgnoreCase)) is { } folder
            ? $"is in a folder '{folder}'"
            : null);

    [Fact]
    public void AspNet_IsOnlyInTheHost() => NoneOf(Repository.SourceFiles.Where(file => !IsBelow(file, "src/Naftiko.Host/")), file =>
        AspNet().Match(Repository.Read(file)) is { Success: true, Value: var found } ? $"knows {found}" : null);

    [Fact]
    public void OpenTelemetry_IsOnlyInObservability() => NoneOf(Repository.SourceFiles.Where(file => !IsBelow(file, "src/Naftiko.Host/Observability/")), file =>
        Repository.Read(file).Contains("using OpenTelemetry", StringComparison.Ordinal) ? "knows OpenTelemetry" : null);

    [Fact]
    public void Console_IsOnlyInCommands() => NoneOf(
        Repository.SourceFiles.Where(file => IsNotProgram(file) && file != StdioTransport && !IsBelow(file, "src/Naftiko.Host/Commands/")),
        file => ConsoleUse().IsMatch(Repository.Read(file)) ? "uses the console" : null);

    /// <summary>What compiles is thrown away afterwards, and a run has its own state; all else in the engine is shared by requests.</summary>
    [Fact]
    public void SharedType_HasNoPublicSetter() => NoneOf(
        Repository.SourceFiles.Where(file => IsBelow(file, "src/Naftiko.Engine/") && !IsBelow(file, "src/Naftiko.Engine/Compilation/") && !OfOneRun.Contains(file)),
        file => Setter().Match(Repository.Read(file)) is { Success: true, Value: var found } ? $"has a setter: {found.Trim()}" : null);

    /// <summary>Fails with a line for each file that has a fault.</summary>
    private static void NoneOf(IEnumerable<string> files, Func<string, string?> fault)
    {
        var checkedFiles = files.ToList();
        Assert.NotEmpty(checkedFiles);
        Assert.Empty(checkedFiles.Select(file => fault(file) is { } text ? $"{file} {text}" : null).OfType<string>());
    }

    private static bool IsBelow(string file, string folder) => file.StartsWith(folder, StringComparison.Ordinal);

    private static bool IsNotProgram(string file) => file != "src/Naftiko.Host/Program.cs";

    private static string NameOf(Match type) => type.Groups["name"].Value;

    private static IEnumerable<string> References(string project, string kind) =>
        XDocument.Load(Repository.PathOf($"src/{project}/{project}.csproj")).Descendants(kind).Select(reference => (string)reference.Attribute("Include")!);

    /// <summary>A type at the left margin, which with file-scoped namespaces is one that is not nested.</summary>
    [GeneratedRegex(
        @"^(?<access>public|internal|file)\s+(?:(?:static|sealed|abstract|readonly|partial|ref|unsafe)\s+)*" +
        @"(?:(?:class|interface|enum|struct|record(?:\s+(?:struct|class))?)\s+|delegate\s+[^(]+?\s)(?<name>\w+)" +
        @"(?:<[^>\n]*>)?(?:\([^{};]*?\))?(?:\s*:\s*(?<base>\w+))?",
        RegexOptions.Multiline)]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(@"\bHttpContext\b|\bMicrosoft\.AspNetCore\b")]
    private static partial Regex AspNet();

    [GeneratedRegex(@"\bConsole\.")]
    private static partial Regex ConsoleUse();

    /// <summary>On one line with its property, or on a line of its own without <c>private</c> before it.</summary>
    [GeneratedRegex(@"^\s*public[^\n(=]*\{[^\n]*(?<!private |internal |protected )\bset\b[^\n]*$|^\s*set\s*(?:;|=>|\{|$)", RegexOptions.Multiline)]
    private static partial Regex Setter();
}
