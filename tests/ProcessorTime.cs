using System.Globalization;

namespace Naftiko.Tests;

/// <summary>
/// Tells work that grows with the square of a hostile text from work that grows with its length: by the time that the thread has had the
/// processor, so that a busy machine fails nothing. Only Linux tells it; elsewhere the work is done and nothing measured.
/// </summary>
internal static class ProcessorTime
{
    private const string OfThisThread = "/proc/thread-self/schedstat";

    /// <summary>Some hundred times what linear work needs.</summary>
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(20);

    /// <summary>Does the work, which must stay on its thread, and fails when it took much more than a text read once can take.</summary>
    public static T Bounded<T>(Func<T> work)
    {
        var before = Now();
        var result = work();
        var taken = Now() - before;
        Assert.True(taken < Most, $"{taken.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture)} s of processor time");
        return result;
    }

    private static TimeSpan Now() =>
        File.Exists(OfThisThread)
            ? TimeSpan.FromMicroseconds(long.Parse(File.ReadAllText(OfThisThread).Split(' ')[0], CultureInfo.InvariantCulture) / 1000)
            : TimeSpan.Zero;
}
