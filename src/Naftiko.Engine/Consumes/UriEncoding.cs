namespace Naftiko.Engine.Consumes;

/// <summary>How a placeholder's value goes into a URL.</summary>
internal enum UriEncoding
{
    /// <summary>Percent-encoded within one path segment.</summary>
    Segment,

    /// <summary>Slashes kept, each part checked and encoded (RFC 6570 reserved expansion, restricted to paths).</summary>
    Slashes,

    /// <summary>A bind in the authority: checked as a host, not encoded.</summary>
    HostLabel,

    /// <summary>A bind that is a base URI of its own: as it is.</summary>
    Whole,
}
