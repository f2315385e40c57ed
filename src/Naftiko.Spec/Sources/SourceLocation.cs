using System.Buffers;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Spec.Sources;

/// <summary>What a file writes to name another one: a path or a <c>file:</c> URI (RFC 8089), read into a path.</summary>
internal static class SourceLocation
{
    private static readonly SearchValues<char> SchemeCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-");

    /// <summary>The scheme of a location, in lower case, or null for a plain path.</summary>
    public static string? SchemeOf(string location)
    {
        var colon = location.IndexOf(':');
        if (colon <= 1 || location.AsSpan(0, colon).ContainsAnyExcept(SchemeCharacters))
        {
            // One letter before the colon is a Windows drive.
            return null;
        }

        var scheme = location[..colon].ToLowerInvariant();
        return scheme == "file" || location.AsSpan(colon + 1).StartsWith("//") ? scheme : null;
    }

    /// <summary>The path, relative or absolute, that <paramref name="location"/> names; null with an error when it names none.</summary>
    public static string? PathOf(string location, SourceSpan span, DiagnosticBag diagnostics)
    {
        var scheme = SchemeOf(location);
        if (scheme is not null and not "file")
        {
            diagnostics.Add(
                SourceDiagnostics.UnsupportedScheme, span, $"locations of the scheme '{scheme}' are unsupported", "name a file: 'file:///./name'");
            return null;
        }

        var path = scheme is null ? location : PathOfUri(location["file:".Length..]);
        if (path is null)
        {
            diagnostics.Add(
                SourceDiagnostics.MalformedLocation, span, "a file on another host cannot be read", "a relative path is written 'file:///./name' or 'name'");
            return null;
        }

        if (path.Length == 0 || path.Contains('\0'))
        {
            diagnostics.Add(SourceDiagnostics.MalformedLocation, span, path.Length == 0 ? "the location is empty" : "the location holds a NUL character");
            return null;
        }

        return path;
    }

    /// <summary>The part after <c>file:</c>; null when it names a host.</summary>
    private static string? PathOfUri(string rest)
    {
        rest = Uri.UnescapeDataString(rest);
        if (rest.StartsWith("//localhost/", StringComparison.OrdinalIgnoreCase))
        {
            rest = rest["//localhost".Length..];
        }
        else if (rest.StartsWith("//", StringComparison.Ordinal))
        {
            rest = rest[2..];
            if (rest is not ['/' or '.', ..])
            {
                return rest.Length == 0 ? "" : null;
            }
        }

        var isDotted = rest.StartsWith("/./", StringComparison.Ordinal) || rest.StartsWith("/../", StringComparison.Ordinal);
        var isDrive = OperatingSystem.IsWindows() && rest is ['/', _, ':', ..];
        return isDotted || isDrive ? rest[1..] : rest;
    }
}
