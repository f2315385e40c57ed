namespace Naftiko.Host.Commands.Validating;

/// <summary>Paths as programs that know the working directory expect them: relative to it, with <c>/</c>; absolute where they lie outside.</summary>
internal static class ReportPaths
{
    public static string PathOf(string file)
    {
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), file);
        var isInside = !Path.IsPathRooted(relative) && relative is not ".." && !relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        return isInside ? relative.Replace(Path.DirectorySeparatorChar, '/') : Path.GetFullPath(file);
    }

    /// <summary>The path as a URI reference (RFC 3986): relative, or a <c>file:</c> URI.</summary>
    public static string UriOf(string file)
    {
        var path = PathOf(file);
        return Path.IsPathRooted(path) ? new Uri(path).AbsoluteUri : string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
    }
}
