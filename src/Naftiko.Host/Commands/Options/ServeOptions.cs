using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging;
using Naftiko.Host.Exposes.Mcp.Search;
using Naftiko.Host.Hosting;
using Naftiko.Host.Hosting.Listening;

namespace Naftiko.Host.Commands.Options;

/// <summary>The arguments and options of <c>serve</c>.</summary>
internal sealed class ServeOptions
{
    private static readonly Dictionary<string, LogLevel> Levels = new(StringComparer.OrdinalIgnoreCase)
    {
        ["trace"] = LogLevel.Trace,
        ["debug"] = LogLevel.Debug,
        ["information"] = LogLevel.Information,
        ["info"] = LogLevel.Information,
        ["warning"] = LogLevel.Warning,
        ["error"] = LogLevel.Error,
        ["critical"] = LogLevel.Critical,
        ["none"] = LogLevel.None,
    };

    private readonly Argument<string[]> _paths = LoadingOptions.NotOptions(new("PATH")
    {
        Description = $"Capability files and folders (default ./{CommandLine.DefaultFolder})",
        Arity = ArgumentArity.ZeroOrMore,
    });

    private readonly Option<string> _address = new("--address") { Description = "Address of every surface, whatever its file says", HelpName = "ADDRESS" };

    private readonly Option<Dictionary<int, int>> _portMap = new("--port-map")
    {
        Description = "Ports instead of those in the files. Repeatable, or with commas",
        HelpName = "8080=18080",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = ReadPortMap,
    };

    private readonly Option<bool> _stdio = new("--stdio") { Description = "Serve the MCP surfaces of one file over stdin and stdout; no port is opened" };
    private readonly Option<string[]> _origins = LoadingOptions.Texts("--allow-origin", "ORIGIN", "Web origin whose pages may call; * is every one. Repeatable");
    private readonly Option<bool> _public = new("--allow-public") { Description = "Let files open surfaces without authentication to the network" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Answer every call with the upstream request as JSON; nothing is sent" };

    private readonly Option<bool?> _toolSearch = new("--tool-search")
    {
        Description = $"At a port's /mcp list tools that find, describe and call the others instead of all (default above {ToolSearch.AutomaticAbove} tools; 'false' never)",
        HelpName = "BOOL",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _noWatch = new("--no-watch") { Description = "Do not load changed files again" };

    private readonly Option<LogLevel?> _logLevel = new("--log-level")
    {
        Description = "trace, debug, information, warning, error, critical or none (default information)",
        HelpName = "LEVEL",
        CustomParser = ReadLevel,
    };

    private readonly LimitOptions _limits = new();
    private readonly LoadingOptions _loading;

    public ServeOptions()
    {
        _loading = new LoadingOptions(_limits, hasUpstreams: true);
        _address.Validators.Add(result =>
        {
            if (result.Tokens is [.., { Value: var address }] && AddressScope.Parse(address) is null)
            {
                result.AddError($"'{address}' is no address: give an IP address, '*' or 'localhost'");
            }
        });
    }

    /// <summary>Every limit that <c>serve</c> can be given.</summary>
    public IEnumerable<Limit> Limits => [.. _limits.OfRequests, .. _limits.OfUpstreams, .. _limits.OfFiles];

    public void AddTo(Command command)
    {
        command.Add(_paths);
        Option[] own = [_address, _portMap, _stdio, _origins, _public, _dryRun, _toolSearch, _noWatch, _logLevel];
        foreach (var option in own.Concat(_loading.All).Concat(_limits.OfRequests.Select(limit => limit.Option)))
        {
            command.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (result.GetValue(_stdio) && result.GetValue(_paths) is not { Length: 1 })
            {
                result.AddError("--stdio serves exactly one file");
            }
        });
    }

    public ServeSettings Bind(ParseResult result) => new()
    {
        Paths = result.GetValue(_paths) is { Length: > 0 } paths ? paths : [CommandLine.DefaultFolder],
        IsStdio = result.GetValue(_stdio),
        IsDryRun = result.GetValue(_dryRun),
        ToolSearch = result.GetResult(_toolSearch) is null ? null : result.GetValue(_toolSearch) ?? true,
        IsWatching = !result.GetValue(_noWatch),
        LogLevel = result.GetValue(_logLevel) ?? LogLevel.Information,
        Loading = _loading.Bind(result),
        Hosting = new HostingOptions
        {
            AddressOverride = result.GetValue(_address),
            PortMap = result.GetValue(_portMap) ?? [],
            AllowPublic = result.GetValue(_public),
            AllowedOrigins = result.GetValue(_origins) ?? [],
            MaxRequestBodyBytes = _limits.Request(result),
        },
    };

    private static LogLevel? ReadLevel(ArgumentResult result)
    {
        if (Levels.TryGetValue(result.Tokens[^1].Value, out var level))
        {
            return level;
        }

        result.AddError($"'{result.Tokens[^1].Value}' is no log level: {string.Join(", ", Levels.Keys)}");
        return null;
    }

    private static Dictionary<int, int>? ReadPortMap(ArgumentResult result)
    {
        var ports = new Dictionary<int, int>();
        foreach (var pair in result.Tokens.SelectMany(token => token.Value.Split(',')))
        {
            if (pair.Split('=') is not [var from, var to] || Port(from) is not { } wanted || Port(to) is not { } used)
            {
                result.AddError($"'{pair}' maps no port: write 8080=18080");
                return null;
            }

            ports[wanted] = used;
        }

        return ports;
    }

    private static int? Port(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= IPEndPoint.MaxPort ? port : null;
}
