namespace Naftiko.Host.Commands;

/// <summary>Where the text that a command makes goes: a file that the user names, else the output.</summary>
internal static class TextTarget
{
    /// <summary>False, with a line in <paramref name="error"/>, when the file cannot be written.</summary>
    public static async Task<bool> WriteAsync(string? path, string text, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        if (path is null)
        {
            await output.WriteAsync(text.AsMemory(), cancellationToken);
            return true;
        }

        try
        {
            await File.WriteAllTextAsync(path, text, cancellationToken);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            await error.WriteLineAsync($"'{path}' cannot be written");
            return false;
        }
    }
}
