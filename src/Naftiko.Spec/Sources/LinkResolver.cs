namespace Naftiko.Spec.Sources;

/// <summary>Follows every symbolic link of a path, folder by folder: the framework itself follows only the last name of one.</summary>
internal static class LinkResolver
{
    /// <summary>As many as Linux follows (path_resolution(7)); more is a loop.</summary>
    private const int MaxLinks = 40;

    private static readonly char[] Separators = [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar];

    /// <summary>The full path without links; names that do not exist are kept. Null when links lead in a circle.</summary>
    /// <exception cref="IOException">A link cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A link may not be read.</exception>
    public static string? Resolve(string path)
    {
        var pending = new Stack<string>();
        var resolved = PushNames(Path.GetFullPath(path), "", pending);
        var links = 0;
        while (pending.TryPop(out var name))
        {
            if (name is "." or "..")
            {
                resolved = name == "." ? resolved : Path.GetDirectoryName(resolved) ?? resolved;
                continue;
            }

            var next = Path.Combine(resolved, name);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                resolved = next;
                continue;
            }

            if (++links > MaxLinks)
            {
                return null;
            }

            resolved = PushNames(target, resolved, pending);
        }

        return resolved;
    }

    /// <summary>Puts the path's names on the stack, the first one on top, and answers the folder that they start from.</summary>
    private static string PushNames(string path, string folder, Stack<string> pending)
    {
        var root = Path.GetPathRoot(path) ?? "";
        var names = path[root.Length..].Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        for (var i = names.Length - 1; i >= 0; i--)
        {
            pending.Push(names[i]);
        }

        return root.Length > 0 ? root : folder;
    }
}
