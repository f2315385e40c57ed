namespace Naftiko.Engine.Consumes.Authentication;

/// <summary>A token that was fetched. Never prints itself.</summary>
internal sealed record AccessToken(string Value)
{
    public override string ToString() => nameof(AccessToken);
}
