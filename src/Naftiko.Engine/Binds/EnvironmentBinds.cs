using System.Collections;
using System.IO.Enumeration;

namespace Naftiko.Engine.Binds;

/// <summary>Environment variables: the process's, as far as files may name them, then those of an env file.</summary>
/// <param name="process">The process's variables.</param>
/// <param name="file">The operator's env file, if any; files may name all of it.</param>
/// <param name="allow">Patterns with <c>*</c> and <c>?</c> for the process variables that files may name; none means all.</param>
public sealed class EnvironmentBinds(IReadOnlyDictionary<string, string> process, EnvFile? file, IReadOnlyList<string> allow) : IBindSource
{
    public string Name => "the environment";

    /// <summary>A copy of the process's variables as they are now.</summary>
    public static EnvironmentBinds OfProcess(EnvFile? file, IReadOnlyList<string> allow)
    {
        var comparer = OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        var variables = new Dictionary<string, string>(comparer);
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            variables[(string)entry.Key] = (string?)entry.Value ?? "";
        }

        return new EnvironmentBinds(variables, file, allow);
    }

    /// <summary>A variable that the operator sets for the runtime itself, whatever files may name; null when it is not set.</summary>
    public string? FindOwn(string key) => process.TryGetValue(key, out var value) || (file is not null && file.TryGet(key, out value)) ? value : null;

    public BindLookup Find(string key)
    {
        var isAllowed = allow.Count == 0 || allow.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, key, ignoreCase: false));
        if (isAllowed && process.TryGetValue(key, out var value))
        {
            return BindLookup.Found(value);
        }

        if (file is not null && file.TryGet(key, out value))
        {
            return BindLookup.Found(value);
        }

        // The same words whether or not a forbidden variable is set.
        return BindLookup.NotFound(isAllowed ? $"the environment variable '{key}' is not set" : $"--env-allow does not let files name '{key}'");
    }
}
