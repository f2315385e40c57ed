namespace Naftiko.Engine.Compilation.Consumes;

/// <summary>Joins the path of an operation to its resource's (published dialect, section 4); both sides do it alike.</summary>
internal static class OperationPath
{
    public static string Join(string resource, string? operation)
    {
        var joined = operation is not { Length: > 0 } ? resource : IsWhole(resource, operation) ? operation : $"{resource.TrimEnd('/')}/{operation.TrimStart('/')}";
        return joined.Length == 0 || joined[0] is '/' or '#' or '?' ? joined : $"/{joined}";
    }

    /// <summary>
    /// An operation's path is whole when it equals the resource's, starts with it, or shares its first segment while the resource has more
    /// than one.
    /// </summary>
    private static bool IsWhole(string resource, string operation)
    {
        var a = resource.Trim('/');
        var b = operation.Trim('/');
        if (a.Length == 0)
        {
            return true;
        }

        if (b == a || b.StartsWith(a + '/', StringComparison.Ordinal) || b.StartsWith(a + '?', StringComparison.Ordinal) || b.StartsWith(a + '#', StringComparison.Ordinal))
        {
            return true;
        }

        var first = a.IndexOf('/');
        return first > 0 && (b == a[..first] || b.StartsWith(a[..(first + 1)], StringComparison.Ordinal));
    }
}
