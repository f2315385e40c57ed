namespace Naftiko.Host.Hosting;

/// <summary>The kinds of an <c>exposes</c> block.</summary>
internal enum SurfaceKind
{
    Rest,
    Mcp,
    Skill,
    Control,
}
