namespace Naftiko.Engine.Exposes.Resources;

/// <summary>A piece of a resource's URI.</summary>
/// <param name="Text">The literal text, or the variable's name.</param>
/// <param name="Kind">What it is.</param>
internal readonly record struct ResourceUriPart(string Text, ResourceUriPartKind Kind);

/// <summary>The kinds of <see cref="ResourceUriPart"/>.</summary>
internal enum ResourceUriPartKind
{
    Literal,

    /// <summary>A variable that stops at a slash.</summary>
    Variable,

    /// <summary>A variable that may have slashes in it.</summary>
    Reserved,
}
