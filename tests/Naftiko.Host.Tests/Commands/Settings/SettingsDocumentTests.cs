using Naftiko.Host.Commands.Settings;
using Naftiko.Host.Tests.Architecture;

namespace Naftiko.Host.Tests.Commands.Settings;

/// <summary><c>docs/settings.md</c> lists the settings as they are declared.</summary>
public class SettingsDocumentTests
{
    private static readonly IReadOnlyList<Setting> Settings = new OperatorSettings().All;

    [Fact]
    public void Table_IsWhatIsDeclared()
    {
        var written = Repository.ReadLines("docs/settings.md").Where(line => line.StartsWith("| `", StringComparison.Ordinal));
        Assert.Equal(Settings.Select(Row), written);
    }

    [Fact]
    public void Keys_AreUnique() => Assert.Distinct(Settings.Select(s => s.Key));

    private static string Row(Setting setting)
    {
        var fallback = setting.Default is { } text ? $"`{text}`" : "";
        var meaning = setting.Meaning.Replace("<", "&lt;", StringComparison.Ordinal).Replace("*", "`*`", StringComparison.Ordinal).Replace("?", "`?`", StringComparison.Ordinal);
        return $"| `{setting.Key}` | {setting.Form} | {fallback} | `{setting.Usage}` | {meaning} |";
    }
}
