using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Naftiko.Host.Exposes.Authentication;

/// <summary>
/// The nonces of one digest surface (RFC 7616 section 3.3). A nonce carries its own time and seal, so that handing it out costs no memory;
/// only those that a right response came with are remembered, with the counts that were used.
/// </summary>
internal sealed class DigestNonces(TimeProvider time, int capacity = 4096)
{
    private const int TimeBytes = sizeof(long);
    private const int BodyBytes = TimeBytes + 8;
    private const int SealBytes = 16;

    /// <summary>Older nonces are stale: the client takes the next one without asking its user.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, NonceUses> _used = new(StringComparer.Ordinal);
    private long _floor = long.MinValue;

    public string Issue()
    {
        Span<byte> nonce = stackalloc byte[BodyBytes + SealBytes];
        BinaryPrimitives.WriteInt64BigEndian(nonce, time.GetTimestamp());
        RandomNumberGenerator.Fill(nonce[TimeBytes..BodyBytes]);
        Seal(nonce[..BodyBytes], nonce[BodyBytes..]);
        return Base64Url.EncodeToString(nonce);
    }

    /// <summary>Uses a nonce whose response is right. False when it is not one of these, too old, or this count of it was used before.</summary>
    public bool TryUse(string nonce, uint count)
    {
        if (!TryOpen(nonce, out var issued) || time.GetElapsedTime(issued) > Lifetime)
        {
            return false;
        }

        lock (_lock)
        {
            if (issued <= _floor)
            {
                return false;
            }

            if (!_used.TryGetValue(nonce, out var uses))
            {
                MakeRoom();
                uses = new NonceUses(issued);
                _used.Add(nonce, uses);
            }

            return uses.TryUse(count);
        }
    }

    /// <summary>Forgets nonces that are stale anyway; when all are fresh, the older half, which is stale from then on: forgetting must not allow a replay.</summary>
    private void MakeRoom()
    {
        if (_used.Count < capacity)
        {
            return;
        }

        var oldest = _used.Values.Select(uses => uses.Issued).Order().ElementAt(capacity / 2);
        _floor = Math.Max(_floor, oldest);
        foreach (var (nonce, uses) in _used)
        {
            if (uses.Issued <= _floor)
            {
                _used.Remove(nonce);
            }
        }
    }

    private bool TryOpen(string text, out long issued)
    {
        issued = 0;
        Span<byte> nonce = stackalloc byte[BodyBytes + SealBytes];
        if (Encoding.UTF8.GetByteCount(text) != Base64Url.GetEncodedLength(nonce.Length) || !Base64Url.TryDecodeFromChars(text, nonce, out var length) || length != nonce.Length)
        {
            return false;
        }

        Span<byte> seal = stackalloc byte[SealBytes];
        Seal(nonce[..BodyBytes], seal);
        issued = BinaryPrimitives.ReadInt64BigEndian(nonce);
        return CryptographicOperations.FixedTimeEquals(seal, nonce[BodyBytes..]);
    }

    private void Seal(ReadOnlySpan<byte> body, Span<byte> seal)
    {
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, body, whole);
        whole[..SealBytes].CopyTo(seal);
    }
}
