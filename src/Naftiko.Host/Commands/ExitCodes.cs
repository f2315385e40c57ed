namespace Naftiko.Host.Commands;

/// <summary>How the process ends.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>A file has errors, nothing could be served, or a call failed.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong, or names what cannot be read.</summary>
    public const int Usage = 2;
}
