using System.Text.Json;

namespace Naftiko.Host.Commands.Calling;

/// <summary>The inputs of a call as the command line gives them.</summary>
/// <param name="texts">Each <c>name=value</c> or <c>name=@file</c>.</param>
/// <param name="json">A JSON object of inputs; null: none.</param>
internal sealed class CallArguments(IReadOnlyList<string> texts, string? json)
{
    /// <summary>Reads them all; false after the writer was told what is wrong.</summary>
    public bool TryRead(TextWriter error, out GivenInputs given)
    {
        given = new GivenInputs();
        if (json is not null && !TryReadJson(json, given))
        {
            error.WriteLine("--args-json is no JSON object");
            return false;
        }

        foreach (var text in texts)
        {
            var equals = text.IndexOf('=');
            if (equals <= 0)
            {
                error.WriteLine($"'--arg {text}' is no input: write NAME=VALUE");
                return false;
            }

            var (name, value) = (text[..equals], text[(equals + 1)..]);
            if (!value.StartsWith('@'))
            {
                given.AddText(name, value);
            }
            else if (!TryReadFile(value[1..], out var content))
            {
                error.WriteLine($"'{value[1..]}', the value of '{name}', cannot be read");
                return false;
            }
            else
            {
                given.AddContent(name, content);
            }
        }

        return true;
    }

    private static bool TryReadJson(string json, GivenInputs given)
    {
        try
        {
            var root = JsonElement.Parse(json);
            if (root.ValueKind != JsonValueKind.Object)
            {
                return false;
            }

            foreach (var member in root.EnumerateObject())
            {
                given.AddJson(member.Name, member.Value);
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool TryReadFile(string path, out string content)
    {
        try
        {
            content = File.ReadAllText(path);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            content = "";
            return false;
        }
    }
}
