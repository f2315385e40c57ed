using Naftiko.Engine.Authentication;

namespace Naftiko.Engine.Exposes.Guards;

/// <summary>A user and a password by Digest (RFC 7616). The password itself is not kept.</summary>
public sealed class DigestGuard : Guard
{
    private readonly string _sha256;
    private readonly string _md5;

    /// <param name="user">The user, not empty.</param>
    /// <param name="password">The password, not empty.</param>
    public DigestGuard(string user, string password)
    {
        User = user;
        _sha256 = DigestAlgorithm.Sha256.Secret(user, Realm, password);
        _md5 = DigestAlgorithm.Md5.Secret(user, Realm, password);
    }

    public override string Scheme => "digest";

    /// <summary>What clients show to their users.</summary>
    public static string Realm => "naftiko";

    public string User { get; }

    /// <summary>H(A1) for an algorithm.</summary>
    public string Secret(DigestAlgorithm algorithm) => algorithm == DigestAlgorithm.Md5 ? _md5 : _sha256;

    private protected override bool IsSame(Guard other) => other is DigestGuard digest && digest._sha256 == _sha256;
}
