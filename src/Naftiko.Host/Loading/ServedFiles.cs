using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;

namespace Naftiko.Host.Loading;

/// <summary>
/// Finds the files below the paths that the operator gave: <c>.yml</c> and <c>.yaml</c>, recursively, dot folders aside. The operator's own
/// settings are none of them.
/// </summary>
internal static class ServedFiles
{
    /// <summary>The names of a settings file.</summary>
    public static readonly IReadOnlyList<string> SettingsNames = ["naftiko.settings.yaml", "naftiko.settings.yml"];

    public static IReadOnlyList<ServedFile> Find(LoadOptions options, DiagnosticBag diagnostics)
    {
        var paths = options.Paths;
        var folders = paths.Count(Directory.Exists);
        var files = new List<ServedFile>();
        foreach (var path in paths)
        {
            if (Directory.Exists(path))
            {
                files.AddRange(InFolder(path, folders > 1 ? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))) : ""));
            }
            else if (File.Exists(path))
            {
                files.Add(new ServedFile(SourceName.Of(path), "", IsNamed: true));
            }
            else
            {
                diagnostics.Add(SourceDiagnostics.NotFound, SourceSpan.OfFile(path), $"there is no file or folder '{path}'");
            }
        }

        return [.. files.Where(options.Only.MayTake).DistinctBy(f => f.Path).OrderBy(f => f.Path, StringComparer.Ordinal)];
    }

    /// <summary>Whether a file of this name is one to serve, should its folder be served.</summary>
    public static bool CanBeServed(string path) =>
        Path.GetExtension(path) is ".yml" or ".yaml" or ".YML" or ".YAML" && Path.GetFileName(path) is var name && !name.StartsWith('.') && !SettingsNames.Contains(name);

    /// <summary>What is in a folder; nothing when it has gone meanwhile or cannot be read.</summary>
    private static IReadOnlyList<FileSystemInfo> EntriesOf(string folder)
    {
        try
        {
            return new DirectoryInfo(folder).GetFileSystemInfos();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static IEnumerable<ServedFile> InFolder(string root, string prefix)
    {
        var pending = new Stack<(string Path, string Folder)>([(root, prefix)]);
        while (pending.TryPop(out var folder))
        {
            foreach (var entry in EntriesOf(folder.Path))
            {
                var path = Path.Combine(folder.Path, entry.Name);
                if (entry.Name.StartsWith('.'))
                {
                    continue;
                }

                if (entry is DirectoryInfo)
                {
                    // A link to a folder above would never end.
                    if (entry.LinkTarget is null)
                    {
                        pending.Push((path, folder.Folder.Length == 0 ? entry.Name : $"{folder.Folder}/{entry.Name}"));
                    }
                }
                else if (CanBeServed(entry.Name))
                {
                    yield return new ServedFile(SourceName.Of(path), folder.Folder, IsNamed: false);
                }
            }
        }
    }
}
