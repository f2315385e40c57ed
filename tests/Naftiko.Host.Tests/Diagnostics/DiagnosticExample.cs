using System.Text.Json;
using System.Text.RegularExpressions;
using Naftiko.Host.Tests.Commands;

namespace Naftiko.Host.Tests.Diagnostics;

/// <summary>An example of docs/diagnostics.md that can be tried.</summary>
/// <param name="Id">The diagnostic.</param>
/// <param name="Frame">What stands around it.</param>
/// <param name="Options">Further words of the command line.</param>
/// <param name="Faulty">What shows the fault.</param>
/// <param name="Cured">What stands there once it is cured; null where a sentence says it.</param>
internal sealed partial record DiagnosticExample(string Id, string Frame, IReadOnlyList<string> Options, string Faulty, string? Cured)
{
    /// <summary>Every example with a frame.</summary>
    public static IEnumerable<DiagnosticExample> ReadAll(string page)
    {
        foreach (var entry in page.ReplaceLineEndings("\n").Split("\n### ").Skip(1))
        {
            if (Block().Match(entry) is not { Success: true } block)
            {
                continue;
            }

            var words = block.Groups["words"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var parts = Cure().Split(block.Groups["text"].Value);
            yield return new DiagnosticExample(entry[..7], words[0], words[1..], parts[0].TrimEnd('\n'), parts[1].Trim('\n') is { Length: > 0 } cured ? cured : null);
        }
    }

    /// <summary>The ids that a text of this example's frame reports.</summary>
    public async Task<IReadOnlyList<string>> TryAsync(string text)
    {
        using var folder = new TestFolder();
        AddNeighbours(folder);
        return Frame switch
        {
            "env" => await ValidateAsync(folder, ExampleFrame.Fill("root", "x-example: 1"), "--env-file", folder.Add("example.env", text + "\n")),
            "settings" => await ValidateAsync(folder, ExampleFrame.Fill("root", "x-example: 1"), "--settings", folder.Add("elsewhere/example.yaml", text + "\n")),
            "bind-file" => await ValidateAsync(folder, ExampleFrame.Fill("root", $"binds:\n  - {{ namespace: example, location: ./{Path.GetFileName(folder.Add("values.yaml", text + "\n"))}, keys: {{ TOKEN: API_TOKEN }} }}")),
            "openapi" or "openapi-operation" => await ImportAsync(folder, ExampleFrame.Fill(Frame, text)),
            _ => await ValidateAsync(folder, ExampleFrame.Fill(Frame, text.Replace("… more than 1,024 characters …", new string('x', 1025), StringComparison.Ordinal))),
        };
    }

    private async Task<IReadOnlyList<string>> ValidateAsync(TestFolder folder, string file, params string[] options)
    {
        var shell = new Shell();
        var values = folder.Add("values.env", "SENTRY_TOKEN=abcdef\nAPI_TOKEN=abcdef\n");
        await shell.RunAsync(["validate", folder.Add("this-file.yml", file), "--format", "json", "--max-file-size", "64KiB", "--env-file", values, .. Options, .. options]);
        return [.. Ids(shell.Out.Text), .. Lines(shell.Error.Text)];
    }

    private static async Task<IReadOnlyList<string>> ImportAsync(TestFolder folder, string document)
    {
        var shell = new Shell();
        await shell.RunAsync("import", "openapi", folder.Add("document.yml", document));
        return [.. Lines(shell.Error.Text)];
    }

    private static IEnumerable<string> Ids(string json)
    {
        if (json.Length == 0)
        {
            return [];
        }

        using var report = JsonDocument.Parse(json);
        return [.. report.RootElement.GetProperty("diagnostics").EnumerateArray().Select(d => d.GetProperty("id").GetString() ?? "")];
    }

    private static IEnumerable<string> Lines(string text) => IdPattern().Matches(text).Select(m => m.Value);

    /// <summary>The files that examples name.</summary>
    private static void AddNeighbours(TestFolder folder)
    {
        const string Registry = "naftiko: 1.0.0-beta5\nconsumes: [ { namespace: registry, type: http, baseUri: https://registry.test } ]\n";
        folder.Add("registry.yml", Registry);
        folder.Add("registry-eu.yml", Registry);
        folder.Add("layer.yml", "naftiko: 1.0.0-beta5\nconsumes: [ { from: ./registry.yml, import: registry } ]\n");
        folder.Add("notes.txt", "just a note\n");
        folder.Add("secrets.yaml", "TOKEN: abc\n");
        folder.Add("secrets/sentry.yaml", "TOKEN: abc\n");
        folder.Add("everything.json", $"{{\"TOKEN\":\"{new string('x', 70_000)}\"}}");
        folder.Add("ships.proto", "syntax = \"proto3\";\nmessage Ship { string name = 1; }\n");
        folder.Add("skills/orders/SKILL.md", "---\nname: orders\ndescription: How to order.\n---\nAsk.\n");
        folder.Add("skills/orders/guide.md", "Ask.\n");
        folder.Add("scripts/sum.js", "1 + 1\n");
    }

    [GeneratedRegex(@"```\w+ (?<words>[^\n]+)\n(?<text>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^# cure[^\n]*$", RegexOptions.Multiline)]
    private static partial Regex Cure();

    [GeneratedRegex(@"NFK\d{4}")]
    private static partial Regex IdPattern();
}
