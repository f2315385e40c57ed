using Naftiko.Engine.Binds;
using Naftiko.Host.Exposes.Control;
using Naftiko.Host.Hosting.Listening;

namespace Naftiko.Host.Commands.Settings;

/// <summary>What the operator wants of a control surface for the whole process.</summary>
/// <param name="Port">Its port; null: there is none.</param>
/// <param name="Address">Its address; null: loopback.</param>
/// <param name="TokenVariable">The variable that holds the token of its callers; null: they need none.</param>
internal sealed record ControlSettings(int? Port, string? Address, string? TokenVariable)
{
    /// <summary>The surface; null when none is wanted, and when <paramref name="fault"/> says why there can be none.</summary>
    public OperatorControl? Resolve(EnvironmentBinds environment, out string? fault)
    {
        var token = TokenVariable is null ? null : environment.FindOwn(TokenVariable);
        fault = this switch
        {
            { Port: null, Address: not null } => "--control-address needs --control PORT",
            { Port: null, TokenVariable: not null } => "--control-token-env needs --control PORT",
            { TokenVariable: null } when AddressScope.Parse(Address) is not { IsLoopback: true } =>
                $"other machines can reach a control surface at '{Address}': it needs --control-token-env NAME",
            { TokenVariable: { } name } when string.IsNullOrWhiteSpace(token) => $"--control-token-env names '{name}', which is not set",
            _ => null,
        };
        return fault is null && Port is { } port ? new OperatorControl(port, Address, token) : null;
    }
}
