using System.Diagnostics;

namespace Naftiko.Host.Tests.Commands;

/// <summary>The program under test: the executable that <c>NAFTIKO_PROGRAM</c> names, as it is published; without it, what the tests were built with.</summary>
internal static class NaftikoProgram
{
    /// <summary>The full path of the published executable; null: there is none.</summary>
    public static string? Published { get; } = Environment.GetEnvironmentVariable("NAFTIKO_PROGRAM") is { Length: > 0 } path ? Path.GetFullPath(path) : null;

    /// <summary>What the system starts.</summary>
    public static string Command => Published ?? "dotnet";

    /// <summary>The arguments that <see cref="Command"/> takes.</summary>
    public static IReadOnlyList<string> Arguments(params IEnumerable<string> args) =>
        Published is null ? [Path.Combine(AppContext.BaseDirectory, "naftiko.dll"), .. args] : [.. args];

    /// <summary>A run whose output can be read.</summary>
    public static ProcessStartInfo Start(string folder, params IEnumerable<string> args) => new(Command, Arguments(args))
    {
        WorkingDirectory = folder,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };
}
