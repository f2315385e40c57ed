namespace Naftiko.Engine.Exposes;

/// <summary>
/// Who a surface lets in: the compiled <c>authentication</c> of an exposes block. A closed family; what it takes to check a request is in the
/// host. A guard of which a part has no value lets nobody in.
/// </summary>
public abstract class Guard
{
    /// <summary>As in the file's <c>type</c>.</summary>
    public abstract string Scheme { get; }

    /// <summary>The header that carries the credential, which is therefore never an input; null where that is elsewhere.</summary>
    public virtual string? Header => "Authorization";

    /// <summary>The query key that carries the credential; null for a header.</summary>
    public virtual string? Query => null;

    /// <summary>Whether the two let in exactly the same callers.</summary>
    public static bool AreSame(Guard? one, Guard? other) => one is null ? other is null : other is not null && (ReferenceEquals(one, other) || one.IsSame(other));

    private protected abstract bool IsSame(Guard other);
}
