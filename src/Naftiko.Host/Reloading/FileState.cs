namespace Naftiko.Host.Reloading;

/// <summary>How a file stands.</summary>
internal enum FileState
{
    /// <summary>What of it is right is served.</summary>
    Served,

    /// <summary>It has errors that the version which is served does not have.</summary>
    Kept,

    /// <summary>It cannot be read as a capability; nothing of it is served.</summary>
    Failed,

    /// <summary>There is nothing to serve in it: it is for import, or no capability.</summary>
    Skipped,
}
