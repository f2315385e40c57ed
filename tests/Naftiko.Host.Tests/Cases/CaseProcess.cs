using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Naftiko.Host.Tests.Commands;

namespace Naftiko.Host.Tests.Cases;

/// <summary>
/// The files of a case, served by the program as it is published; what it finds wrong with them is what its <c>validate</c> prints. That of files which the
/// operator names is what <c>serve</c> prints: it alone demands that each of them serves.
/// </summary>
internal sealed partial class CaseProcess : ICaseServer
{
    private readonly NaftikoProcess _server;
    private readonly IReadOnlyList<string> _found;

    private CaseProcess(NaftikoProcess server, IReadOnlyDictionary<int, int> ports, IReadOnlyList<string> found)
    {
        _server = server;
        Ports = ports;
        _found = found;
    }

    public IReadOnlyDictionary<int, int> Ports { get; }

    public static async Task<CaseProcess> StartAsync(string folder, IReadOnlyDictionary<string, string> environment, CaseSettings settings, Dictionary<int, int> ports)
    {
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
        foreach (var port in files.SelectMany(file => WrittenPort().Matches(File.ReadAllText(file))).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)))
        {
            ports.TryAdd(port, CasePorts.Take());
        }

        if (settings.ControlPort is { } control)
        {
            ports.TryAdd(control, CasePorts.Take());
        }

        var paths = settings.NamesFiles ? Directory.GetFiles(folder) : [folder];
        await using var check = NaftikoProcess.Start(Run(["validate", "--no-settings", .. paths, .. settings.LoadArguments]));
        var server = NaftikoProcess.Start(Run(["serve", "--no-settings", .. paths, .. settings.LoadArguments, .. settings.ServeArguments(ports)]));
        await server.ReadyAsync();
        await check.ExitAsync();
        var found = settings.NamesFiles ? server : check;
        return new CaseProcess(server, ports, [.. found.Lines.Where(line => IsDiagnostic().IsMatch(line) && (settings.ShowsAdvice || !Advice().IsMatch(line)))]);

        ProcessStartInfo Run(IReadOnlyList<string> args)
        {
            var start = NaftikoProgram.Start(folder, args);
            start.Environment.Clear();
            foreach (var (name, value) in environment)
            {
                start.Environment[name] = value;
            }

            start.Environment[CaseSettings.ControlTokenVariable] = settings.ControlToken;

            return start;
        }
    }

    public string DescribeDiagnostics(string folder) => string.Join('\n', _found
        .Select(line => line.Replace(folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal).Replace(folder, ".", StringComparison.Ordinal)));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [GeneratedRegex("port\"?: *\"?([0-9]+)")]
    private static partial Regex WrittenPort();

    [GeneratedRegex(": (error|warning|info) NFK[0-9]{4}: ")]
    private static partial Regex IsDiagnostic();

    [GeneratedRegex(": (error|warning|info) NFK9[0-9]{3}: ")]
    private static partial Regex Advice();
}
