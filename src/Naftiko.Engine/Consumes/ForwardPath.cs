using Naftiko.Engine.Flows;
using Naftiko.Engine.Inputs;

namespace Naftiko.Engine.Consumes;

/// <summary>Which paths of a caller may follow a base URI: it must not lead beside or above it.</summary>
internal static class ForwardPath
{
    /// <summary>What is wrong with a path, or null.</summary>
    /// <param name="path">The path, still percent-encoded; one slash at its end is allowed.</param>
    public static Failure? Fault(string path)
    {
        if (path is "" or "/")
        {
            return null;
        }

        var rest = path.EndsWith('/') ? path[..^1] : path;
        if (rest.AsSpan().ContainsAny('#', '?', '\\'))
        {
            return Bad();
        }

        foreach (var segment in rest.Split('/'))
        {
            // An upstream may decode %2F before it resolves dots, so what is behind one counts as a segment too.
            var decoded = Uri.UnescapeDataString(segment);
            if (segment.Length == 0 || Array.Exists(decoded.Split('/', '\\'), part => part is "." or "..") || decoded.Any(char.IsControl))
            {
                return Bad();
            }
        }

        return null;
    }

    private static Failure Bad() => new(FailureKind.InvalidInput, "the path cannot be forwarded")
    {
        Faults = [new InputFault("path", "must not have empty segments, '.' or '..', nor control characters")],
    };
}
