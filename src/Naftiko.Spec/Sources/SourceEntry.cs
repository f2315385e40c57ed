namespace Naftiko.Spec.Sources;

/// <summary>A file of a <see cref="SourceTree"/>.</summary>
/// <param name="Path">Its path below the tree's root, with <c>/</c>; "" where the tree is a single file.</param>
/// <param name="Length">Its size in bytes.</param>
public readonly record struct SourceEntry(string Path, long Length);
