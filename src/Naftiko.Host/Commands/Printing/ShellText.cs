using System.Buffers;

namespace Naftiko.Host.Commands.Printing;

/// <summary>Command lines that can be copied into a POSIX shell.</summary>
internal static class ShellText
{
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./:=@%+,");

    /// <summary>A line that runs this program the way it was run.</summary>
    public static string Naftiko(string command, IReadOnlyList<string> arguments) => Join([.. Program(), command, .. arguments]);

    public static string Join(IEnumerable<string> words) => string.Join(' ', words.Select(Quote));

    /// <summary>The word, in quotes where the shell would see more in it.</summary>
    public static string Quote(string word) =>
        word.Length > 0 && !word.AsSpan().ContainsAnyExcept(Plain) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>The program as an installed command; run from its build output, what builds and runs it.</summary>
    private static string[] Program()
    {
        var folder = AppContext.BaseDirectory;
        var output = folder.IndexOf(Path.Combine("artifacts", "bin"), StringComparison.Ordinal);
        if (output < 0)
        {
            return ["naftiko"];
        }

        var project = Path.Combine(folder[..output], "src", "Naftiko.Host");
        return ["dotnet", "run", "--project", Path.GetRelativePath(Directory.GetCurrentDirectory(), project), "--"];
    }
}
