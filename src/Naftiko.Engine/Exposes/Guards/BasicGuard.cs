using System.Text;

namespace Naftiko.Engine.Exposes.Guards;

/// <summary>A user and a password (RFC 7617).</summary>
/// <param name="user">The user, not empty.</param>
/// <param name="password">The password, not empty.</param>
public sealed class BasicGuard(string user, string password) : SecretGuard($"{user}:{password}")
{
    public override string Scheme => "basic";

    public override string? User => user;

    public override string Challenge => "Basic realm=\"naftiko\", charset=\"UTF-8\"";

    private protected override string? Secret(string given)
    {
        try
        {
            return After("Basic", given) is { } base64 ? Encoding.UTF8.GetString(Convert.FromBase64String(base64)) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
