using Naftiko.Host.Loading;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Host.Commands.Settings;

/// <summary>Finds the settings file and reads it.</summary>
internal static class SettingsFile
{
    /// <summary>The file beside what is served, else the one in the working directory; null: there is none.</summary>
    /// <param name="served">The files and folders that the command line names.</param>
    /// <param name="diagnostics">Told of a file that is not taken: whoever wrote it need not be the operator.</param>
    public static string? Find(IReadOnlyList<string> served, DiagnosticBag diagnostics)
    {
        var folders = served.Where(Directory.Exists).Select(Path.GetFullPath).ToList();
        foreach (var folder in Folders(served).Select(Readable).Distinct(StringComparer.Ordinal))
        {
            if (ServedFiles.SettingsNames.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists) is not { } file)
            {
                continue;
            }

            var full = Path.GetFullPath(file);
            var objection = folders.Exists(root => IsBelow(full, root)) ? "they lie in a served folder, whose files may be anybody's"
                : IsOpenToAll(full) ? "anybody may write to their folder"
                : null;
            if (objection is null)
            {
                return file;
            }

            diagnostics.Add(SettingDiagnostics.NotTaken, SourceSpan.OfFile(file), $"the settings are not used: {objection}", $"name them: --settings {file}");
        }

        return null;
    }

    /// <summary>What the file says; with an error in <paramref name="diagnostics"/> it cannot be relied on.</summary>
    public static IReadOnlyDictionary<Setting, object> Read(string path, IReadOnlyList<Setting> settings, DiagnosticBag diagnostics)
    {
        var loader = new FileSourceLoader(AllowedPaths.Of([], [path]), YamlBudget.Default.MaxBytes);
        var root = loader.Load(path, diagnostics) is { } text ? YamlParser.Parse(text, YamlBudget.Default, diagnostics) : null;
        if (root is MappingNode mapping)
        {
            return new SettingsReader(path, diagnostics).Read(mapping, settings);
        }

        if (root is not null and not ScalarNode { IsNull: true })
        {
            diagnostics.Add(SettingDiagnostics.WrongKind, root.Span, $"settings are a mapping, but this is {root.Describe()}");
        }

        return new Dictionary<Setting, object>();
    }

    private static IEnumerable<string> Folders(IReadOnlyList<string> served)
    {
        if (served is [var first, ..])
        {
            var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(first));
            yield return Path.GetDirectoryName(full) ?? full;
            if (Directory.Exists(full))
            {
                yield return full;
            }
        }

        yield return Directory.GetCurrentDirectory();
    }

    /// <summary>The folder as people would write it from where they stand.</summary>
    private static string Readable(string folder)
    {
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), folder);
        return relative is "." ? "" : relative.StartsWith("..", StringComparison.Ordinal) ? folder : relative;
    }

    /// <summary>As the folder for temporary files: on a machine with several users its files are no word of the operator's.</summary>
    private static bool IsOpenToAll(string file) =>
        !OperatingSystem.IsWindows() && Path.GetDirectoryName(file) is { } folder && File.GetUnixFileMode(folder).HasFlag(UnixFileMode.OtherWrite);

    private static bool IsBelow(string path, string folder) =>
        path.StartsWith(Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
