using Naftiko.Host.Hosting;
using Naftiko.Spec.Document;

namespace Naftiko.Host.Commands.Settings;

/// <summary>Where surfaces listen, and to whom.</summary>
internal sealed class PortGroup
{
    public ValueSetting<string?> Address { get; } = new("address", "ADDRESS", "Address of every surface, whatever its file says", null, SettingParsers.Address);

    public MapSetting<int, int> PortMap { get; } = new("port-map", "8080=18080", "Ports instead of those in the files, also several with commas", SettingParsers.PortPair, ',');

    public FlagSetting AllowPublic { get; } = new("allow-public", "Let files open surfaces without authentication to the network");

    public SwitchSetting ToolSearch { get; } = new(
        "tool-search",
        $"At a port's /mcp list tools that find, describe and call the others instead of all (default above {Exposes.Mcp.Search.ToolSearch.AutomaticAbove} tools; 'false' never)");

    public FlagSetting McpStateless { get; } = new("mcp-stateless", "Open no MCP sessions, so that any replica can answer any request");

    public ListSetting AllowedOrigins { get; } = new("allow-origin", "ORIGIN", "Web origin whose pages may call; * is every one");

    public ValueSetting<BinarySize> MaxRequest { get; } = Limits.Size("max-request", "Largest request body", new HostingOptions().MaxRequestBodyBytes, int.MaxValue);

    public IReadOnlyList<Setting> All => [.. Places, ToolSearch, McpStateless, AllowedOrigins, .. Bounds];

    /// <summary>Those that decide where things are found.</summary>
    public IReadOnlyList<Setting> Places => [Address, PortMap, AllowPublic];

    /// <summary>Those that are limits.</summary>
    public IReadOnlyList<Setting> Bounds => [MaxRequest];

    public HostingOptions Bind(SettingValues values) => new()
    {
        AddressOverride = values.Of(Address),
        PortMap = values.Of(PortMap),
        AllowPublic = values.Of(AllowPublic),
        AllowedOrigins = values.Of(AllowedOrigins),
        MaxRequestBodyBytes = values.Of(MaxRequest).Bytes,
    };
}
