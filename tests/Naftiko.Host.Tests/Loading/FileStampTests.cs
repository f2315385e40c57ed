using Naftiko.Host.Loading;
using Naftiko.Host.Tests.Commands;

namespace Naftiko.Host.Tests.Loading;

public sealed class FileStampTests : IDisposable
{
    /// <summary>Young for as long as the test runs, whatever the tick of the file system.</summary>
    private static readonly DateTime Young = DateTime.UtcNow.AddHours(1);

    private static readonly DateTime Old = DateTime.UtcNow.AddHours(-1);

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void IsCurrent_SameLengthWithinOneTick_IsNotTheSame()
    {
        var file = Write("a.yml", "one", Young);
        var stamp = FileStamp.Of(file);
        Assert.True(stamp.IsCurrent(file));

        Write("a.yml", "two", Young);
        Assert.False(stamp.IsCurrent(file));

        Write("a.yml", "one", Young);
        Assert.True(stamp.IsCurrent(file));
    }

    [Fact]
    public void IsCurrent_FileAddedToAFolderWithinOneTick_IsNotTheSame()
    {
        Directory.CreateDirectory(_folder["notes"]);
        Directory.SetLastWriteTimeUtc(_folder["notes"], Young);
        var stamp = FileStamp.Of(_folder["notes"]);
        Assert.True(stamp.IsCurrent(_folder["notes"]));

        _folder.Add("notes/new.md", "new");
        Directory.SetLastWriteTimeUtc(_folder["notes"], Young);

        Assert.False(stamp.IsCurrent(_folder["notes"]));
    }

    [Fact]
    public void Of_FileThatHasBeenThereForLong_IsNotRead()
    {
        Assert.Null(FileStamp.Of(Write("old.yml", "one", Old)).Content);
        Assert.NotNull(FileStamp.Of(Write("young.yml", "one", Young)).Content);
    }

    [Theory]
    [InlineData("longer", -1)]
    [InlineData("two", -2)]
    public void IsCurrent_OtherLengthOrTime_IsNotTheSame(string text, int hours)
    {
        var file = Write("a.yml", "one", Old);
        var stamp = FileStamp.Of(file);
        Assert.True(stamp.IsCurrent(file));

        Write("a.yml", text, hours == -1 ? Old : Old.AddHours(hours));
        Assert.False(stamp.IsCurrent(file));
    }

    [Fact]
    public void IsCurrent_WhatIsNotThere_IsTheSameUntilItComes()
    {
        var file = _folder["late.yml"];
        var stamp = FileStamp.Of(file);
        Assert.True(stamp.IsCurrent(file));

        Write("late.yml", "here", Old);
        Assert.False(stamp.IsCurrent(file));
    }

    private string Write(string name, string text, DateTime modified)
    {
        var file = _folder.Add(name, text);
        File.SetLastWriteTimeUtc(file, modified);
        return file;
    }
}
