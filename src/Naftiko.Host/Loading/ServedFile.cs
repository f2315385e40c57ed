namespace Naftiko.Host.Loading;

/// <summary>A file to load.</summary>
/// <param name="Path">As diagnostics name it.</param>
/// <param name="Folder">Its folder relative to the served root, with <c>/</c>; with several roots the root's name comes first. "" for the root itself.</param>
/// <param name="IsNamed">Whether the operator named the file itself rather than a folder.</param>
internal sealed record ServedFile(string Path, string Folder, bool IsNamed)
{
    /// <summary>Its path relative to the served root, without its extension: <c>fleet/ships</c>.</summary>
    public string Name => Folder.Length == 0 ? System.IO.Path.GetFileNameWithoutExtension(Path) : $"{Folder}/{System.IO.Path.GetFileNameWithoutExtension(Path)}";
}
