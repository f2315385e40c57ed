using System.Globalization;

namespace Naftiko.Spec.OpenApi;

/// <summary>Names that no two of may be the same: one that is taken gets a number.</summary>
/// <param name="maxLength">The most characters of a name, its number included.</param>
internal sealed class UniqueNames(int maxLength = 64)
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _last = new(StringComparer.Ordinal);

    public string Take(string name)
    {
        var wanted = Cut(name, maxLength);
        if (_taken.Add(wanted))
        {
            return wanted;
        }

        // Going on from the last number keeps ten thousand equal names from being fifty million attempts.
        for (var number = _last.GetValueOrDefault(wanted, 1) + 1; ; number++)
        {
            var suffix = string.Create(CultureInfo.InvariantCulture, $"-{number}");
            var unique = Cut(wanted, maxLength - suffix.Length) + suffix;
            if (_taken.Add(unique))
            {
                _last[wanted] = number;
                return unique;
            }
        }
    }

    private static string Cut(string name, int length) => name.Length <= length ? name : name[..length].TrimEnd('-');
}
