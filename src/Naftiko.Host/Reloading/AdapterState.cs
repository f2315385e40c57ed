using Naftiko.Host.Hosting;

namespace Naftiko.Host.Reloading;

/// <summary>How a surface stands.</summary>
/// <param name="File">The file that it belongs to.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Port">The port that it is to answer on.</param>
/// <param name="Url">Where this machine reaches it; null when its port is not open.</param>
internal sealed record AdapterState(string File, SurfaceKind Kind, string Namespace, int Port, string? Url)
{
    public bool IsStarted => Url is not null;

    /// <summary>Its kind as files name it.</summary>
    public string Type => Kind switch
    {
        SurfaceKind.Rest => "rest",
        SurfaceKind.Mcp => "mcp",
        SurfaceKind.Skill => "skill",
        _ => "control",
    };
}
