using Naftiko.Engine.Binds;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document.Binds;
using Naftiko.Spec.Sources;

namespace Naftiko.Engine.Tests.Binds;

public sealed class BindResolverTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("naftiko-");
    private readonly DiagnosticBag _diagnostics = [];
    private readonly Dictionary<string, string> _process = new()
    {
        ["TOKEN"] = "from-process",
        ["BOTH"] = "process-wins",
        ["BLANK"] = "",
        ["AWS_SECRET"] = "cloud-secret",
    };

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Resolve_Environment_ProcessFirstThenEnvFile()
    {
        var binds = Resolve(Bind("env", null, ("A", "TOKEN"), ("B", "BOTH"), ("C", "ONLY_FILE")));

        Assert.Empty(_diagnostics);
        Assert.Equal(["from-process", "process-wins", "file-value"], binds.All.Select(b => b.Value));
        Assert.True(binds.TryGet("A", out var a) && binds.TryGet("env", "A", out var same) && ReferenceEquals(a, same));
        Assert.Equal("the environment", a.Source);
        Assert.False(binds.TryGet("TOKEN", out _));
        Assert.False(binds.TryGet("other", "A", out _));
    }

    [Fact]
    public void Resolve_MissingValue_WarnsAtTheKeyAndMarksIt()
    {
        var binds = Resolve(Bind(null, null, ("A", "TOKEN"), ("B", "NOT_SET"), ("C", "BLANK")));

        Assert.Equal(["NFK5001 12:5 Warning", "NFK5004 13:5 Info"], _diagnostics.Select(d => $"{d.Id} {d.Span.Line}:{d.Span.Column} {d.Severity}"));
        Assert.True(binds.TryGet("B", out var missing) && missing.IsMissing);
        Assert.Equal("the environment variable 'NOT_SET' is not set", missing.MissingReason);
        Assert.Equal(["A", "C"], binds.Secrets.Select(s => s.Key));
    }

    [Fact]
    public void Resolve_File_IsRelativeToTheDeclaringFile()
    {
        Write("sub/secrets.yaml", "key: file-secret\n");

        var binds = Resolve(Bind("vault", "file:///./sub/secrets.yaml", ("A", "key"), ("B", "absent")));

        Assert.Equal("file-secret", binds.All[0].Value);
        Assert.Equal("NFK5001", Assert.Single(_diagnostics).Id);
        Assert.Equal(Path.Combine(_folder.FullName, "sub/secrets.yaml"), binds.All[0].Source);
    }

    [Fact]
    public void Resolve_FileThatIsNotThere_IsMissingValuesNotAnError()
    {
        var binds = Resolve(Bind(null, "absent.yaml", ("A", "key")));

        var warning = Assert.Single(_diagnostics);
        Assert.Equal(("NFK5001", Severity.Warning, 11), (warning.Id, warning.Severity, warning.Span.Line));
        Assert.Equal("'A' has no value: the file 'absent.yaml' does not exist", warning.Message);
        Assert.True(binds.All[0].IsMissing);
    }

    [Theory]
    [InlineData("vault://secret/data", "NFK5002")]
    [InlineData("k8s://ns/secret", "NFK5002")]
    [InlineData("file://host/x", "NFK1107")]
    [InlineData("../outside.yaml", "NFK1103")]
    [InlineData("list.yaml", "NFK5005")]
    public void Resolve_LocationThatCannotBeRead_IsAnErrorAtTheLocation(string location, string id)
    {
        Write("list.yaml", "- x\n");

        var binds = Resolve(Bind(null, location, ("A", "key")));

        Assert.Equal([id, "NFK5001"], _diagnostics.Select(d => d.Id));
        Assert.True(binds.All[0].IsMissing);
    }

    [Fact]
    public void Resolve_OneNameTwice_TheLastWithAValueWinsWithAWarning()
    {
        var binds = Resolve(Bind("a", null, ("X", "TOKEN")), Bind("b", null, ("X", "BOTH")), Bind("c", null, ("X", "NOT_SET")));

        Assert.Equal(["NFK5003", "NFK5003", "NFK5001"], _diagnostics.Select(d => d.Id));
        Assert.True(binds.TryGet("X", out var plain) && plain.Value == "process-wins");
        Assert.True(binds.TryGet("a", "X", out var qualified) && qualified.Value == "from-process");
        Assert.True(binds.TryGet("c", "X", out var missing) && missing.IsMissing);
    }

    [Fact]
    public void Resolve_TheSameBindTwice_IsNoClash()
    {
        _ = Resolve(Bind("a", null, ("X", "TOKEN")), Bind("b", null, ("X", "TOKEN")));

        Assert.Empty(_diagnostics);
    }

    [Fact]
    public void TryGet_EnvPrefixWithoutSuchANamespace_IsAnyBind()
    {
        Assert.True(Resolve(Bind("github", null, ("A", "TOKEN"))).TryGet("env", "A", out var value) && value.Value == "from-process");
        Assert.False(Resolve(Bind("github", null, ("A", "TOKEN")), Bind("env", null, ("B", "BOTH"))).TryGet("env", "A", out _));
    }

    [Fact]
    public void EnvAllow_LimitsTheProcessButNotTheEnvFile()
    {
        var environment = Environment("TO?EN", "B*");

        Assert.True(environment.Find("TOKEN").IsFound);
        Assert.True(environment.Find("BOTH").IsFound);
        Assert.True(environment.Find("ONLY_FILE").IsFound);
        Assert.Equal("--env-allow does not let files name 'AWS_SECRET'", environment.Find("AWS_SECRET").Missing);
        Assert.Equal("--env-allow does not let files name 'AWS_UNSET'", environment.Find("AWS_UNSET").Missing);
        Assert.False(environment.Find("token").IsFound);
    }

    [Fact]
    public void ToString_OfAnything_ShowsNoValue()
    {
        var binds = Resolve(Bind("ns", null, ("A", "TOKEN")));

        Assert.Equal("{{ns.A}}", binds.ToString());
        Assert.Equal("{{ns.A}}", binds.All[0].ToString());
        Assert.Equal("found", BindLookup.Found("secret").ToString());
    }

    private BindValues Resolve(params BindSpec[] declarations) => BindResolver.Resolve(declarations, Loader(), Environment(), _diagnostics);

    private FileSourceLoader Loader() => new(AllowedPaths.Of([_folder.FullName], []));

    private EnvironmentBinds Environment(params string[] allow) =>
        new(_process, EnvFile.Parse(new SourceText("x.env", "BOTH=no\nONLY_FILE=file-value\n"), _diagnostics), allow);

    private BindSpec Bind(string? ns, string? location, params (string Variable, string Key)[] keys)
    {
        var file = Path.Combine(_folder.FullName, "x.yml");
        var specs = keys.Select((key, i) => new BindKeySpec(key.Variable, key.Key, new SourceSpan(file, 11 + i, 5, 11 + i, 9)));
        return new BindSpec(ns, location, [.. specs], new SourceSpan(file, 9, 3, 14, 1)) { LocationSpan = new SourceSpan(file, 10, 3, 10, 9) };
    }

    private void Write(string path, string text)
    {
        var full = Path.Combine(_folder.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full) ?? "");
        File.WriteAllText(full, text);
    }
}
