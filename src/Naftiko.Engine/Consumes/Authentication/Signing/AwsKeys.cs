namespace Naftiko.Engine.Consumes.Authentication.Signing;

/// <summary>What a file says about signing for AWS, its variables resolved.</summary>
/// <param name="Name">The namespace of the consumed API, for messages.</param>
/// <param name="Id">The access key's id.</param>
/// <param name="Secret">The secret access key.</param>
/// <param name="SessionToken">Of temporary keys; null for others.</param>
/// <param name="Region">Null: as the host says.</param>
/// <param name="Service">Null: as the host says.</param>
internal sealed record AwsKeys(string Name, string Id, string Secret, string? SessionToken, string? Region, string? Service)
{
    public override string ToString() => $"{nameof(AwsKeys)} {Name}";
}
