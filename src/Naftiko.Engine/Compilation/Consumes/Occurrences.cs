namespace Naftiko.Engine.Compilation.Consumes;

/// <summary>Counts the units of a surface that make the same call: of an operation name that repeats, the n-th unit takes the n-th.</summary>
internal sealed class Occurrences
{
    private readonly Dictionary<string, int> _seen = new(StringComparer.Ordinal);

    /// <summary>How many units before this one made the call.</summary>
    public int Next(string? call)
    {
        if (call is null)
        {
            return 0;
        }

        var count = _seen.GetValueOrDefault(call);
        _seen[call] = count + 1;
        return count;
    }
}
