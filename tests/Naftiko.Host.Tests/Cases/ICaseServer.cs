namespace Naftiko.Host.Tests.Cases;

/// <summary>What serves the files of a case: a host within this process, or the published program.</summary>
internal interface ICaseServer : IAsyncDisposable
{
    /// <summary>The port that stands for each one of the files.</summary>
    IReadOnlyDictionary<int, int> Ports { get; }

    /// <summary>All diagnostics, a line each in the order of their places, files relative to the folder.</summary>
    string DescribeDiagnostics(string folder);
}
