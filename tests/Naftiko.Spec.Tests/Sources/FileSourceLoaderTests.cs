using System.Text;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;

namespace Naftiko.Spec.Tests.Sources;

public sealed class FileSourceLoaderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("naftiko-");
    private readonly DiagnosticBag _diagnostics = [];

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("sub/b.yml")]
    [InlineData("./sub/b.yml")]
    [InlineData("../root/sub/b.yml")]
    [InlineData("file:///./sub/b.yml")]
    [InlineData("file://./sub/b.yml")]
    [InlineData("file:sub/b.yml")]
    [InlineData("file:///./sub/%62.yml")]
    [InlineData("file:///../root/sub/b.yml")]
    public void Load_RelativeLocation_IsFoundBesideTheDeclaringFile(string location)
    {
        Write("root/sub/b.yml", "b: 1");

        var source = Loader().Load(location, From("root/a.yml"), _diagnostics);

        Assert.Empty(_diagnostics);
        Assert.Equal("b: 1", source?.Text);
        Assert.Equal(At("root/sub/b.yml"), source?.Path);
    }

    [Fact]
    public void Load_AbsoluteUri_IsAbsolute()
    {
        Write("root/b.yml", "b: 1");

        var uri = "file://" + At("root/b.yml").Replace('\\', '/');
        Assert.Equal("b: 1", Loader().Load(uri, From("root/sub/a.yml"), _diagnostics)?.Text);
    }

    [Theory]
    [InlineData("vault://x/y", "NFK1106")]
    [InlineData("https://example.org/x", "NFK1106")]
    [InlineData("file://host/x", "NFK1107")]
    [InlineData("file://", "NFK1107")]
    [InlineData("", "NFK1107")]
    [InlineData("a\0b", "NFK1107")]
    [InlineData("absent.yml", "NFK1101")]
    [InlineData("absent/absent.yml", "NFK1101")]
    [InlineData(".", "NFK1102")]
    [InlineData("../outside.yml", "NFK1103")]
    [InlineData("file:///etc/passwd", "NFK1103")]
    [InlineData("../root-not/b.yml", "NFK1103")]
    public void Load_WhatCannotBe_IsAnErrorWhereItIsWritten(string location, string id)
    {
        Write("outside.yml", "secret: 1");
        Write("root-not/b.yml", "secret: 1");
        Write("root/b.yml", "b: 1");

        Assert.Null(Loader().Load(location, From("root/a.yml"), _diagnostics));

        var error = Assert.Single(_diagnostics);
        Assert.Equal((id, 7, 9), (error.Id, error.Span.Line, error.Span.Column));
    }

    [Fact]
    public void Load_ThroughLinksThatLeadOut_IsRefused()
    {
        Write("outside/secret.yml", "secret: 1");
        Directory.CreateDirectory(At("root/real"));
        File.CreateSymbolicLink(At("root/file.yml"), At("outside/secret.yml"));
        Directory.CreateSymbolicLink(At("root/folder"), "../outside");
        File.CreateSymbolicLink(At("root/twice.yml"), "real/../file.yml");
        File.CreateSymbolicLink(At("root/circle.yml"), "circle.yml");

        var loader = Loader();
        foreach (var location in new[] { "file.yml", "folder/secret.yml", "twice.yml", "circle.yml" })
        {
            Assert.Null(loader.Load(location, From("root/a.yml"), _diagnostics));
            Assert.Null(loader.LoadBytes(location, From("root/a.yml"), _diagnostics));
        }

        string[] expected = ["NFK1103", "NFK1103", "NFK1103", "NFK1103", "NFK1103", "NFK1103", "NFK1102", "NFK1102"];
        Assert.Equal(expected, _diagnostics.Select(d => d.Id));
        Assert.All(_diagnostics, d => Assert.DoesNotContain("outside/", d.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Load_ThroughLinksThatStayInside_IsRead()
    {
        Write("root/real/b.yml", "b: 1");
        Directory.CreateSymbolicLink(At("root/link"), "real");
        Directory.CreateSymbolicLink(At("alias"), At("root"));

        Assert.Equal("b: 1", Loader().Load("link/b.yml", From("root/a.yml"), _diagnostics)?.Text);
        Assert.Equal("b: 1", Loader("alias").Load("link/b.yml", From("root/a.yml"), _diagnostics)?.Text);
    }

    [Fact]
    public void Load_AllowedPaths_OpenWhatTheyNameAndNoMore()
    {
        Write("root/a.yml", "a: 1");
        Write("extra/one.yml", "one: 1");
        Write("extra/two.yml", "two: 1");
        var loader = new FileSourceLoader(AllowedPaths.Of([At("root/a.yml")], [At("extra/one.yml")]));

        Assert.NotNull(loader.Load(At("root/a.yml"), _diagnostics));
        Assert.NotNull(loader.Load("../extra/one.yml", From("root/a.yml"), _diagnostics));
        Assert.Null(loader.Load("../extra/two.yml", From("root/a.yml"), _diagnostics));
        Assert.Equal(["NFK1103"], _diagnostics.Select(d => d.Id));
    }

    [Fact]
    public void Load_ServedFileThatIsALink_IsRead()
    {
        Write("elsewhere/a.yml", "a: 1");
        Directory.CreateDirectory(At("root"));
        File.CreateSymbolicLink(At("root/a.yml"), At("elsewhere/a.yml"));

        Assert.NotNull(Loader("root/a.yml").Load(At("root/a.yml"), _diagnostics));
    }

    [Fact]
    public void Load_SparseGigabyte_IsRefusedUnread()
    {
        Directory.CreateDirectory(At("root"));
        using (var file = File.Create(At("root/huge.yml")))
        {
            file.SetLength(1L << 30);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Null(Loader().Load("huge.yml", From("root/a.yml"), _diagnostics));

        Assert.Equal("NFK1104", Assert.Single(_diagnostics).Id);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Load_EndlessDevice_IsRefusedAtTheLimit()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "No /dev/zero here.");
        var loader = new FileSourceLoader(AllowedPaths.Of([], ["/dev"]));

        Assert.Null(loader.Load("/dev/zero", _diagnostics));

        Assert.Equal("NFK1104", Assert.Single(_diagnostics).Id);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(5_000)]
    public void LoadBytes_UpToTheLimit_AreTheFilesBytes(int length)
    {
        var bytes = new byte[length];
        new Random(7).NextBytes(bytes);
        Directory.CreateDirectory(At("root"));
        File.WriteAllBytes(At("root/b.bin"), bytes);

        Assert.Equal(bytes, new FileSourceLoader(AllowedPaths.Of([At("root")], []), 1, maxBytes: length).LoadBytes("b.bin", From("root/a.yml"), _diagnostics));
        if (length > 0)
        {
            Assert.Null(new FileSourceLoader(AllowedPaths.Of([At("root")], []), 1, maxBytes: length - 1).LoadBytes("b.bin", From("root/a.yml"), _diagnostics));
        }
    }

    [Fact]
    public void Touched_HoldsWhatWasOpenedAndWhatWasMissing()
    {
        Write("root/b.yml", "b: 1");
        File.CreateSymbolicLink(At("root/link.yml"), "b.yml");
        var loader = Loader();

        _ = loader.Load("link.yml", From("root/a.yml"), _diagnostics);
        _ = loader.Load("absent.yml", From("root/a.yml"), _diagnostics);

        Assert.Equal([At("root/absent.yml"), At("root/b.yml"), At("root/link.yml")], loader.Touched.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Load_InvalidUtf8_IsAnErrorAtTheByte()
    {
        Directory.CreateDirectory(At("root"));
        File.WriteAllBytes(At("root/b.yml"), [.. Encoding.UTF8.GetBytes("é: 1\r\nxy: "), 0xFF, (byte)'z']);

        Assert.Null(Loader().Load("b.yml", From("root/a.yml"), _diagnostics));

        var expected = $"{At("root/b.yml")}(2,5): error NFK1105: invalid UTF-8: byte 0xFF does not fit (save the file as UTF-8)";
        Assert.Equal(expected, Assert.Single(_diagnostics).ToString());
    }

    private FileSourceLoader Loader(string served = "root") => new(AllowedPaths.Of([At(served)], []));

    private string At(string path) => Path.Combine(_folder.FullName, path);

    private SourceSpan From(string file) => new(At(file), 7, 9, 7, 20);

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path)) ?? "");
        File.WriteAllText(At(path), text);
    }
}
