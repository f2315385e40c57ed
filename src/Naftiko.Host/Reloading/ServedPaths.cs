using System.Diagnostics.CodeAnalysis;
using Naftiko.Host.Loading;

namespace Naftiko.Host.Reloading;

/// <summary>Which served files each path is part of: their own, and those of what they import or open.</summary>
internal sealed class ServedPaths
{
    private readonly Dictionary<string, HashSet<string>> _users = new(StringComparer.Ordinal);

    public void Add(string user, IReadOnlyList<KeyValuePair<string, FileStamp>> stamps)
    {
        foreach (var (path, _) in stamps)
        {
            if (!_users.TryGetValue(path, out var users))
            {
                _users.Add(path, users = new HashSet<string>(1, StringComparer.Ordinal));
            }

            users.Add(user);
        }
    }

    public void Remove(string user, IReadOnlyList<KeyValuePair<string, FileStamp>> stamps)
    {
        foreach (var (path, _) in stamps)
        {
            if (_users.TryGetValue(path, out var users) && users.Remove(user) && users.Count == 0)
            {
                _users.Remove(path);
            }
        }
    }

    /// <summary>The served files that changed paths are part of, in ordinal order. False when more may have happened: files that came or went, folders, links.</summary>
    public bool TryFindUsers(IReadOnlyCollection<string> changed, [NotNullWhen(true)] out IReadOnlyCollection<string>? users)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        users = null;
        foreach (var path in changed)
        {
            if (IsMoreThanAFile(path))
            {
                return false;
            }

            if (_users.TryGetValue(path, out var own))
            {
                found.UnionWith(own);
            }

            // A folder that a file opens changes with what is in it.
            if (Path.GetDirectoryName(path) is { } folder && _users.TryGetValue(folder, out var folderUsers))
            {
                found.UnionWith(folderUsers);
            }
        }

        users = found;
        return true;
    }

    /// <summary>Whether the change may concern other files than this one: a folder or a link to one, a file to be served that is new, one that has gone.</summary>
    private bool IsMoreThanAFile(string path)
    {
        if (File.Exists(path))
        {
            return !_users.ContainsKey(path) && ServedFiles.CanBeServed(path);
        }

        var below = path + Path.DirectorySeparatorChar;
        return Directory.Exists(path) || _users.ContainsKey(path) || _users.Keys.Any(known => known.StartsWith(below, StringComparison.Ordinal));
    }
}
