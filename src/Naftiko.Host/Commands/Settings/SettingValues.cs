using System.CommandLine;

namespace Naftiko.Host.Commands.Settings;

/// <summary>What was decided: on the command line, else in the settings file, else by nobody.</summary>
/// <param name="line">The command line.</param>
/// <param name="written">What the file says.</param>
/// <param name="file">The file; null: there is none.</param>
internal sealed class SettingValues(ParseResult line, IReadOnlyDictionary<Setting, object> written, string? file)
{
    /// <summary>The settings file that was read; null: there is none.</summary>
    public string? File => file;

    /// <summary>What holds.</summary>
    public T Of<T>(Setting<T> setting)
    {
        var isOnLine = setting.TryGet(line, out var onLine);
        return !written.TryGetValue(setting, out var value) ? isOnLine ? onLine : setting.Fallback
            : isOnLine ? setting.Join(onLine, (T)value)
            : (T)value;
    }

    /// <summary>What the command line alone says.</summary>
    public T OnLine<T>(Setting<T> setting) => setting.TryGet(line, out var value) ? value : setting.Fallback;

    /// <summary>What the file alone says.</summary>
    public T InFile<T>(Setting<T> setting) => written.TryGetValue(setting, out var value) ? (T)value : setting.Fallback;
}
