namespace Naftiko.Host.Loading;

/// <summary>What tells one version of a file from another without reading it; a link counts as what it leads to.</summary>
/// <param name="Target">The file that is read in the end: mounted volumes change where a link leads and nothing else.</param>
/// <param name="Modified">Its time of modification, UTC; default when there is nothing.</param>
/// <param name="Length">Its length in bytes; −1 when there is none, or a folder.</param>
internal readonly record struct FileStamp(string Target, DateTime Modified, long Length)
{
    public static FileStamp Of(string path)
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

    /// <summary>A folder changes when a file is added to it or taken away.</summary>
    private static FileStamp OfFolder(string path) =>
        Directory.Exists(path) ? new FileStamp(path, Directory.GetLastWriteTimeUtc(path), -1) : new FileStamp(path, default, -1);

    /// <summary>The path with the links of its folder followed: a whole folder may be swapped under the file.</summary>
    private static string Real(FileInfo file) =>
        file.Directory?.ResolveLinkTarget(returnFinalTarget: true) is { } folder ? Path.Combine(folder.FullName, file.Name) : file.FullName;
}
