namespace Naftiko.Benchmarks;

/// <summary>Finds the repository's own files from wherever a benchmark's process runs.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Capabilities => Path.Combine(Root, "capabilities");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "NaftikoRuntime.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The benchmarks run inside the repository.");
    }
}
