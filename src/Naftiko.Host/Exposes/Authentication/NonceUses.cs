namespace Naftiko.Host.Exposes.Authentication;

/// <summary>Which counts of a nonce were used. Requests sent together may arrive in any order, within a window.</summary>
/// <param name="issued">When the nonce was issued.</param>
internal sealed class NonceUses(long issued)
{
    private const int Window = 64;

    private uint _highest;
    private ulong _seen;

    public long Issued => issued;

    /// <summary>Uses a count; false when it was used, or is so old that nobody knows.</summary>
    public bool TryUse(uint count)
    {
        if (count == 0)
        {
            return false;
        }

        if (count > _highest)
        {
            var ahead = count - _highest;
            _seen = ahead >= Window ? 1 : (_seen << (int)ahead) | 1;
            _highest = count;
            return true;
        }

        var behind = _highest - count;
        if (behind >= Window || (_seen & (1UL << (int)behind)) != 0)
        {
            return false;
        }

        _seen |= 1UL << (int)behind;
        return true;
    }
}
