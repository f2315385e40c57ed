namespace Naftiko.Spec.Sources;

/// <summary>What a file is called wherever it is spoken of: one name, whether the operator named it, it was found in a folder or another file imports it.</summary>
public static class SourceName
{
    /// <summary>The whole path where that is how it was given, else the path from the working directory.</summary>
    public static string Of(string path) => Of(Path.GetFullPath(path), Path.IsPathRooted(path));

    /// <summary>The name of a file that is spoken of in the manner of another.</summary>
    /// <param name="full">The whole path.</param>
    /// <param name="isRooted">Whether whole paths are the manner.</param>
    public static string Of(string full, bool isRooted) => isRooted ? full : Path.GetRelativePath(Directory.GetCurrentDirectory(), full);
}
