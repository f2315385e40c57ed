using System.Text;

namespace Naftiko.Engine.Authentication;

/// <summary>How a client shows an authorization server who it is (RFC 6749 section 2.3).</summary>
/// <param name="Id">The client's id; null where the server asks for none.</param>
/// <param name="Secret">Its secret; null for a public client.</param>
/// <param name="IsInForm"><c>client_secret_post</c>; otherwise <c>client_secret_basic</c>, which every server knows.</param>
public sealed record ClientIdentity(string? Id, string? Secret, bool IsInForm)
{
    /// <summary>The value of <c>Authorization</c>: both parts are form-encoded before they are joined.</summary>
    public string? Authorization =>
        Id is not null && Secret is not null && !IsInForm ? $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Encode(Id)}:{Encode(Secret)}"))}" : null;

    /// <summary>The fields of the form.</summary>
    public IEnumerable<KeyValuePair<string, string>> Fields
    {
        get
        {
            if (Id is null || Authorization is not null)
            {
                yield break;
            }

            yield return KeyValuePair.Create("client_id", Id);
            if (Secret is not null)
            {
                yield return KeyValuePair.Create("client_secret", Secret);
            }
        }
    }

    public override string ToString() => nameof(ClientIdentity);

    private static string Encode(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);
}
