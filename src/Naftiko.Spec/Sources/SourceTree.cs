namespace Naftiko.Spec.Sources;

/// <summary>
/// A file or folder that a capability serves: looked at anew for each request. Below a folder's root nothing is reached whose name begins
/// with a dot, and no link that leads out of the folder.
/// </summary>
public sealed class SourceTree
{
    /// <summary>The most files that are listed.</summary>
    public const int MaxFiles = 10_000;

    private const int MaxDepth = 32;

    private static readonly StringComparison Comparison =
        OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    private readonly string _path;
    private readonly AllowedPaths _allowed;

    internal SourceTree(string path, AllowedPaths allowed)
    {
        _path = path;
        _allowed = allowed;
        IsFile = File.Exists(path);
    }

    /// <summary>Whether it is a single file.</summary>
    public bool IsFile { get; }

    /// <summary>The name of the file or folder.</summary>
    public string Name => Path.GetFileName(Path.TrimEndingDirectorySeparator(_path));

    /// <summary>The files there are, in ordinal order of their paths; empty when the folder has gone.</summary>
    public IReadOnlyList<SourceEntry> List()
    {
        var entries = new List<SourceEntry>();
        if (Root() is not { } root)
        {
            return entries;
        }

        if (IsFile)
        {
            return File.Exists(root) ? [new SourceEntry("", new FileInfo(root).Length)] : [];
        }

        AddFolder(root, root, "", 0, new HashSet<string>(StringComparer.Ordinal), entries);
        entries.Sort(static (a, b) => string.CompareOrdinal(a.Path, b.Path));
        return entries;
    }

    /// <summary>The folders that the files are in: each changes when a file is added to it or taken away.</summary>
    public IReadOnlyCollection<string> Folders()
    {
        var folders = new HashSet<string>(StringComparer.Ordinal);
        if (!IsFile && Root() is { } root)
        {
            AddFolder(root, root, "", 0, folders, []);
        }

        return folders;
    }

    /// <summary>Opens a file, or answers null: there is none, it may not be read, or the path leads out of the tree.</summary>
    /// <param name="path">As <see cref="List"/> gives it.</param>
    public FileStream? Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            return Locate(path) is { } file && File.Exists(file)
                ? new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan)
                : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether there is such a file.</summary>
    /// <param name="path">As <see cref="List"/> gives it.</param>
    public bool Has(string path)
    {
        using var file = Open(path);
        return file is not null;
    }

    /// <summary>Whether the text can be a name in a tree: one that neither hides, nor climbs, nor splits.</summary>
    public static bool IsName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length is > 0 and <= 255 && name[0] != '.' && !name.Any(c => c is '/' or '\\' or ':' || char.IsControl(c));
    }

    /// <summary>The real path of the root, as long as it may be read.</summary>
    private string? Root()
    {
        try
        {
            return LinkResolver.Resolve(_path) is { } root && _allowed.Covers(root) ? root : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private string? Locate(string path)
    {
        if (Root() is not { } root)
        {
            return null;
        }

        if (IsFile)
        {
            return path.Length == 0 ? root : null;
        }

        return Array.TrueForAll(path.Split('/'), IsName) ? Inside(root, Path.Combine(root, path.Replace('/', Path.DirectorySeparatorChar))) : null;
    }

    /// <summary>Where a path really leads, if that is inside the root. Mounted volumes show files as links into a folder beside them.</summary>
    private static string? Inside(string root, string path) =>
        LinkResolver.Resolve(path) is { } real && real.StartsWith(root, Comparison) && real.Length > root.Length
        && (Path.EndsInDirectorySeparator(root) || real[root.Length] == Path.DirectorySeparatorChar)
            ? real
            : null;

    /// <summary>Each real folder is listed once, whatever links lead to it: links in a circle end.</summary>
    private static void AddFolder(string root, string folder, string prefix, int depth, HashSet<string> seen, List<SourceEntry> entries)
    {
        if (depth > MaxDepth || !seen.Add(folder))
        {
            return;
        }

        foreach (var entry in Children(folder))
        {
            var real = entry.LinkTarget is null ? entry.FullName : Real(root, entry.FullName);
            if (real is null || !IsName(entry.Name))
            {
                continue;
            }

            if (Directory.Exists(real))
            {
                AddFolder(root, real, $"{prefix}{entry.Name}/", depth + 1, seen, entries);
            }
            else if (entries.Count < MaxFiles && new FileInfo(real) is { Exists: true } file)
            {
                entries.Add(new SourceEntry(prefix + entry.Name, file.Length));
            }
        }
    }

    private static string? Real(string root, string path)
    {
        try
        {
            return Inside(root, path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static IEnumerable<FileSystemInfo> Children(string folder)
    {
        try
        {
            return [.. new DirectoryInfo(folder).EnumerateFileSystemInfos().OrderBy(e => e.Name, StringComparer.Ordinal)];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
