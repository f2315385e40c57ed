using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;

namespace Naftiko.Host.Loading;

/// <summary>Finds the files below the paths that the operator gave: <c>.yml</c> and <c>.yaml</c>, recursively, dot folders aside.</summary>
internal static class ServedFiles
{
    public static IReadOnlyList<ServedFile> Find(IReadOnlyList<string> paths, DiagnosticBag diagnostics)
    {
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
                files.Add(new ServedFile(path, "", IsNamed: true));
            }
            else
            {
                diagnostics.Add(SourceDiagnostics.NotFound, SourceSpan.OfFile(path), $"there is no file or folder '{path}'");
            }
        }

        return [.. files.DistinctBy(f => Path.GetFullPath(f.Path)).OrderBy(f => f.Path, StringComparer.Ordinal)];
    }

    private static IEnumerable<ServedFile> InFolder(string root, string prefix)
    {
        var pending = new Stack<(string Path, string Folder)>([(root, prefix)]);
        while (pending.TryPop(out var folder))
        {
            foreach (var entry in new DirectoryInfo(folder.Path).EnumerateFileSystemInfos())
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
                else if (entry.Extension is ".yml" or ".yaml" or ".YML" or ".YAML")
                {
                    yield return new ServedFile(path, folder.Folder, IsNamed: false);
                }
            }
        }
    }
}
