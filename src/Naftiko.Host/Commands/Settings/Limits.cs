using System.Globalization;
using Naftiko.Spec.Document;

namespace Naftiko.Host.Commands.Settings;

/// <summary>Settings that are limits; docs/limits.md lists them with their defaults.</summary>
internal static class Limits
{
    public static ValueSetting<TimeSpan> Duration(string name, string meaning, TimeSpan fallback) =>
        new(name, "DURATION", meaning, fallback, SettingParsers.Duration, Durations.Write(fallback));

    public static ValueSetting<BinarySize> Size(string name, string meaning, long fallback, long most = long.MaxValue) =>
        new(name, "SIZE", meaning, new BinarySize(fallback), SettingParsers.Size(most), new BinarySize(fallback).ToString());

    public static ValueSetting<int> Count(string name, string meaning, int fallback, int most = int.MaxValue) =>
        new(name, "COUNT", meaning, fallback, SettingParsers.Count(most), fallback.ToString(CultureInfo.InvariantCulture));
}
