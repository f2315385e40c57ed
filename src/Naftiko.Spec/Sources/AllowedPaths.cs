namespace Naftiko.Spec.Sources;

/// <summary>
/// What may be read: everything below the served folders and the folders of served files, and what the operator allows besides.
/// Immutable; links are resolved when it is built and again for each path asked about.
/// </summary>
public sealed class AllowedPaths
{
    private static readonly StringComparison Comparison =
        OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    private readonly string[] _paths;

    private AllowedPaths(IEnumerable<string> paths) => _paths = [.. paths.Distinct(StringComparer.Ordinal)];

    /// <param name="served">Folders and files to serve; a file opens its folder and, when it is a link, the file that it leads to.</param>
    /// <param name="allowed">Further folders, and files of which only they themselves are opened.</param>
    /// <exception cref="IOException">A link on the way to one of them cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A link on the way to one of them may not be read.</exception>
    public static AllowedPaths Of(IEnumerable<string> served, IEnumerable<string> allowed)
    {
        var folders = served.SelectMany(path => Directory.Exists(path) ? [path] : new[] { path, Path.GetDirectoryName(Path.GetFullPath(path)) ?? path });
        return new AllowedPaths(folders.Concat(allowed).Select(LinkResolver.Resolve).OfType<string>().Select(Path.TrimEndingDirectorySeparator));
    }

    /// <summary>Whether a path, which has no links left, is one of the allowed ones or lies below one.</summary>
    internal bool Covers(string resolved)
    {
        foreach (var allowed in _paths)
        {
            if (resolved.StartsWith(allowed, Comparison)
                && (resolved.Length == allowed.Length || Path.EndsInDirectorySeparator(allowed) || IsSeparator(resolved[allowed.Length])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSeparator(char c) => c == Path.DirectorySeparatorChar || c == Path.AltDirectorySeparatorChar;
}
