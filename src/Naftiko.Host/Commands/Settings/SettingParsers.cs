using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging;
using Naftiko.Host.Hosting.Listening;
using Naftiko.Host.Logging;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;

namespace Naftiko.Host.Commands.Settings;

/// <summary>Reads the values of settings.</summary>
internal static class SettingParsers
{
    public static Parsed<TimeSpan> Duration(string text) =>
        Durations.TryParse(text, out var duration) && duration >= TimeSpan.FromMilliseconds(1)
            ? duration
            : Parsed<TimeSpan>.Wrong($"'{text}' is no duration: write 500ms, 5s or 1m30s, up to 24h");

    /// <summary>A duration that may be <c>0s</c>.</summary>
    public static Parsed<TimeSpan> DurationOrNone(string text) =>
        Durations.TryParse(text, out var duration) ? duration : Parsed<TimeSpan>.Wrong($"'{text}' is no duration: write 0s, 500ms, 5s or 1m30s, up to 24h");

    public static Func<string, Parsed<BinarySize>> Size(long most) => text =>
        BinarySize.TryParse(text, out var size) && size.Bytes <= most
            ? size
            : Parsed<BinarySize>.Wrong($"'{text}' is no size: write 4096, 512KiB or 10MiB{(most < long.MaxValue ? $", less than {new BinarySize(most + 1)}" : "")}");

    public static Func<string, Parsed<int>> Count(int most) => text =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 && count <= most
            ? count
            : Parsed<int>.Wrong(string.Create(CultureInfo.InvariantCulture, $"'{text}' is no number from 1 to {most}"));

    public static Parsed<string?> Address(string text) =>
        AddressScope.Parse(text) is not null ? text : Parsed<string?>.Wrong($"'{text}' is no address: give an IP address, '*' or 'localhost'");

    public static Parsed<LogLevel> Level(string text) =>
        LogLevelNames.TryParse(text, out var level)
            ? level
            : Parsed<LogLevel>.Wrong($"'{text}' is no log level: {string.Join(", ", LogLevelNames.All)}{(Nearest.Hint(text, LogLevelNames.All) is { } hint ? $" ({hint})" : "")}");

    public static Parsed<KeyValuePair<string, string>> BaseUri(string name, string uri) =>
        name.Length > 0 && Uri.TryCreate(uri, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https"
            ? KeyValuePair.Create(name, uri)
            : Parsed<KeyValuePair<string, string>>.Wrong(
                uri.Length == 0 ? $"'{name}' is no base URI: write NAMESPACE=https://host/path" : $"'{uri}', for '{name}', is no base URI: it must begin with http:// or https://");

    public static Parsed<KeyValuePair<int, int>> PortPair(string from, string to) =>
        Port(from) is { IsValue: true, Value: var wanted } && Port(to) is { IsValue: true, Value: var used }
            ? KeyValuePair.Create(wanted, used)
            : Parsed<KeyValuePair<int, int>>.Wrong(to.Length == 0 ? $"'{from}' maps no port: write 8080=18080" : $"'{from}' to '{to}' maps no port: both are numbers from 1 to 65535");

    public static Parsed<int?> OptionalPort(string text) => Port(text) is { IsValue: true, Value: var port } ? port : Parsed<int?>.Wrong($"'{text}' is no port: give a number from 1 to 65535");

    public static Parsed<int> Port(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= IPEndPoint.MaxPort
            ? port
            : Parsed<int>.Wrong($"'{text}' is no port: 1 to 65535");
}
