using System.Buffers;

namespace Naftiko.Engine.Observability;

/// <summary>The <c>tracestate</c> of W3C Trace Context (section 3.3): what other tracing systems want passed on.</summary>
public static class TraceState
{
    /// <summary>The most that is passed on.</summary>
    public const int MaxLength = 512;

    private const int MaxMembers = 32;
    private const int MaxPart = 256;

    private static readonly SearchValues<char> Key = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-*/@");

    /// <summary>What of it is passed on: nothing when it breaks a rule; when it is too long, whole members from the left.</summary>
    public static string? Limit(string? value)
    {
        // No legal one is longer, and MCP's may be as long as a request.
        if (string.IsNullOrWhiteSpace(value) || value.Length > MaxMembers * 2 * (MaxPart + 1))
        {
            return null;
        }

        var members = value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (members.Length > MaxMembers || !Array.TrueForAll(members, IsMember) || members.DistinctBy(KeyOf).Count() < members.Length)
        {
            return null;
        }

        var length = -1;
        var kept = members.TakeWhile(member => (length += member.Length + 1) <= MaxLength);
        return string.Join(',', kept) is { Length: > 0 } limited ? limited : null;
    }

    private static string KeyOf(string member) => member[..member.IndexOf('=')];

    private static bool IsMember(string member)
    {
        var equals = member.IndexOf('=');
        return equals is > 0 and <= MaxPart && member.Length - equals - 1 is > 0 and <= MaxPart
            && char.IsAsciiLetterLower(member[0]) | char.IsAsciiDigit(member[0])
            && !member.AsSpan(0, equals).ContainsAnyExcept(Key)
            && !member.AsSpan(equals + 1).ContainsAnyExceptInRange(' ', '~') && !member.AsSpan(equals + 1).Contains('=');
    }
}
