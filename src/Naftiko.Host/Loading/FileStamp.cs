using System.Security.Cryptography;
using System.Text;

namespace Naftiko.Host.Loading;

/// <summary>
/// What tells one version of a file from another, as a rule without reading it; a link counts as what it leads to. A file that was written a
/// moment ago may be written again within the same tick of the file system's clock, so of such a file the content counts too.
/// </summary>
/// <param name="Target">The file that is read in the end: mounted volumes change where a link leads and nothing else.</param>
/// <param name="Modified">Its time of modification, UTC; default when there is nothing.</param>
/// <param name="Length">Its length in bytes; −1 when there is none, or a folder.</param>
/// <param name="Content">The hash of its content, or of a folder's names, where the time does not tell enough; else null.</param>
internal readonly record struct FileStamp(string Target, DateTime Modified, long Length, string? Content = null)
{
    /// <summary>Larger files are not read for a stamp: they are no capability, and what opens them reads them anew for each request.</summary>
    private const long MostBytes = 64 * 1024 * 1024;

    /// <summary>Longer than a tick of a file system that counts in fractions of a second: kernels take the time of their last timer interrupt.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    /// <summary>The tick of one that counts in seconds, or pairs of them.</summary>
    private static readonly TimeSpan CoarseTick = TimeSpan.FromSeconds(2);

    private bool IsFolder => Length < 0 && Modified != default;

    public static FileStamp Of(string path)
    {
        var stamp = Look(path);
        return stamp.MayBeWrittenUnseen() ? stamp with { Content = ContentOf(stamp) } : stamp;
    }

    /// <summary>Whether the path still leads to this version.</summary>
    public bool IsCurrent(string path)
    {
        var now = Look(path);
        return now == this with { Content = null } && (Content is null || Content == ContentOf(now));
    }

    private static FileStamp Look(string path)
    {
        try
        {
            var file = new FileInfo(path);
            var target = file.LinkTarget is null ? file : file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
            return target.Exists ? new FileStamp(Real(target), target.LastWriteTimeUtc, target.Length) : OfFolder(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new FileStamp(path, default, -1);
        }
    }

    /// <summary>Whether a change from now on could leave time and length as they are.</summary>
    private bool MayBeWrittenUnseen() =>
        Modified != default && DateTime.UtcNow - Modified < (Modified.Ticks % TimeSpan.TicksPerSecond == 0 ? CoarseTick : Tick);

    /// <summary>Null when there is nothing to read, or it cannot be read.</summary>
    private static string? ContentOf(FileStamp stamp)
    {
        try
        {
            if (stamp.IsFolder)
            {
                var names = Directory.EnumerateFileSystemEntries(stamp.Target).Order(StringComparer.Ordinal);
                return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', names))));
            }

            // What claims to be empty may be a device or a pipe, which would be waited for.
            if (stamp.Length is 0 or > MostBytes)
            {
                return null;
            }

            using var file = new FileStream(stamp.Target, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return Convert.ToHexString(SHA256.HashData(file));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>A folder changes when a file is added to it or taken away.</summary>
    private static FileStamp OfFolder(string path) =>
        Directory.Exists(path) ? new FileStamp(path, Directory.GetLastWriteTimeUtc(path), -1) : new FileStamp(path, default, -1);

    /// <summary>The path with the links of its folder followed: a whole folder may be swapped under the file.</summary>
    private static string Real(FileInfo file) =>
        file.Directory?.ResolveLinkTarget(returnFinalTarget: true) is { } folder ? Path.Combine(folder.FullName, file.Name) : file.FullName;
}
