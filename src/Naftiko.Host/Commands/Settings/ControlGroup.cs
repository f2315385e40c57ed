namespace Naftiko.Host.Commands.Settings;

/// <summary>The operator's own control surface.</summary>
internal sealed class ControlGroup
{
    public ValueSetting<int?> Port { get; } = new(
        "control", "PORT", "Serve a control surface for the whole process: health, status, metrics, traces, logs, validation, reload", null, SettingParsers.OptionalPort);

    public ValueSetting<string?> Address { get; } = new(
        "control-address", "ADDRESS", "Address of that surface instead of loopback; needs --control-token-env", null, SettingParsers.Address);

    public ValueSetting<string?> TokenVariable { get; } = new(
        "control-token-env", "NAME", "Variable that holds the bearer token which callers of that surface must present; probes need none", null, text => text);

    public IReadOnlyList<Setting> All => [Port, Address, TokenVariable];

    public ControlSettings Bind(SettingValues values) => new(values.Of(Port), values.Of(Address), values.Of(TokenVariable));
}
