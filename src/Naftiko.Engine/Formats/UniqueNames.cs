namespace Naftiko.Engine.Formats;

/// <summary>The names of a table's columns as names of an object's members: a further column of the same name gets a number (<c>name_2</c>).</summary>
internal static class UniqueNames
{
    public static IEnumerable<string> Of(IEnumerable<string> names)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var repeats = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var unique = name;
            while (!taken.Add(unique))
            {
                repeats[name] = repeats.GetValueOrDefault(name, 1) + 1;
                unique = $"{name}_{repeats[name]}";
            }

            yield return unique;
        }
    }
}
