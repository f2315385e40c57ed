using System.Collections.Concurrent;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.Sources;

/// <summary>
/// Reads files from disk, within the allowed paths and size limits. Thread-safe; cheap to make: one per unit gives each unit its own
/// watch list.
/// </summary>
/// <param name="allowed">What may be opened.</param>
/// <param name="maxTextBytes">Limit of one text, in bytes.</param>
/// <param name="maxBytes">Limit of one file read as bytes.</param>
/// <param name="onTouch">Told of each path of the watch list, once, before it is opened.</param>
public sealed class FileSourceLoader(AllowedPaths allowed, int maxTextBytes, int maxBytes = 10 * 1024 * 1024, Action<string>? onTouch = null) : ISourceLoader
{
    private readonly ConcurrentDictionary<string, bool> _touched = new(StringComparer.Ordinal);

    public FileSourceLoader(AllowedPaths allowed)
        : this(allowed, YamlBudget.Default.MaxBytes)
    {
    }

    public IReadOnlyCollection<string> Touched => [.. _touched.Keys];

    public SourceText? Load(string path, DiagnosticBag diagnostics)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return ReadText(Path.GetFullPath(path), path, SourceSpan.OfFile(path), diagnostics);
    }

    public SourceText? Load(string location, SourceSpan from, DiagnosticBag diagnostics) =>
        Locate(location, from, diagnostics) is { } full ? ReadText(full, NameOf(full, from), from, diagnostics) : null;

    public byte[]? LoadBytes(string location, SourceSpan from, DiagnosticBag diagnostics) =>
        Locate(location, from, diagnostics) is { } full ? ReadBytes(full, NameOf(full, from), maxBytes, from, diagnostics) : null;

    public SourceTree? OpenTree(string location, SourceSpan from, DiagnosticBag diagnostics)
    {
        if (Locate(location, from, diagnostics) is not { } full)
        {
            return null;
        }

        Touch(full);
        var name = NameOf(full, from);
        if (!Path.Exists(full))
        {
            diagnostics.Add(SourceDiagnostics.NotHere, from, $"'{name}' does not exist here; nothing of it is served");
            return null;
        }

        if (!IsAllowed(full))
        {
            diagnostics.Add(SourceDiagnostics.NotAllowed, from, $"'{name}' lies outside the served folders", "allow it with --allow-path");
            return null;
        }

        var tree = new SourceTree(full, allowed);
        foreach (var folder in tree.Folders())
        {
            Touch(folder);
        }

        return tree;
    }

    private static string? Locate(string location, SourceSpan from, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(location);
        if (SourceLocation.PathOf(location, from, diagnostics) is not { } path)
        {
            return null;
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(from.File)) ?? Path.GetFullPath(from.File);
        return Path.GetFullPath(path, folder);
    }

    private static string NameOf(string full, SourceSpan from) => SourceName.Of(full, isRooted: Path.IsPathRooted(from.File));

    private void Touch(string path)
    {
        if (_touched.TryAdd(path, true))
        {
            onTouch?.Invoke(path);
        }
    }

    private bool IsAllowed(string full)
    {
        try
        {
            return LinkResolver.Resolve(full) is { } resolved && allowed.Covers(resolved);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private SourceText? ReadText(string full, string name, SourceSpan from, DiagnosticBag diagnostics)
    {
        var bytes = ReadBytes(full, name, maxTextBytes, from, diagnostics);
        return bytes is not null && SourceDecoder.Decode(bytes, name, diagnostics) is { } text ? new SourceText(name, text) : null;
    }

    private byte[]? ReadBytes(string full, string name, int limit, SourceSpan from, DiagnosticBag diagnostics)
    {
        Touch(full);
        try
        {
            var resolved = LinkResolver.Resolve(full);
            if (resolved is null)
            {
                diagnostics.Add(SourceDiagnostics.Unreadable, from, $"'{name}' cannot be read: its links lead in a circle");
                return null;
            }

            if (!allowed.Covers(resolved))
            {
                diagnostics.Add(
                    SourceDiagnostics.NotAllowed, from, $"'{name}' lies outside the served folders", "allow its folder with --allow-path");
                return null;
            }

            Touch(resolved);
            return ReadAtMost(resolved, name, limit, from, diagnostics);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            diagnostics.Add(SourceDiagnostics.NotFound, from, $"'{name}' does not exist");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Exception texts name resolved paths, which are nobody's business.
            var reason = Directory.Exists(full) ? "it is a folder" : fault is UnauthorizedAccessException ? "access is denied" : "the system refuses it";
            diagnostics.Add(SourceDiagnostics.Unreadable, from, $"'{name}' cannot be read: {reason}");
        }

        return null;
    }

    /// <summary>Checks the size before reading, and again while reading: devices and growing files have no true size.</summary>
    private static byte[]? ReadAtMost(string path, string name, int limit, SourceSpan from, DiagnosticBag diagnostics)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var length = file.CanSeek ? file.Length : 0;
        if (length <= limit)
        {
            // One byte more than the file claims to have: its end then shows without growing.
            var buffer = new byte[(int)Math.Min(Math.Max(length, 4095), limit) + 1];
            var count = 0;
            while (count <= limit)
            {
                if (count == buffer.Length)
                {
                    Array.Resize(ref buffer, (int)Math.Min((long)buffer.Length * 2, (long)limit + 1));
                }

                var read = file.Read(buffer, count, buffer.Length - count);
                if (read == 0)
                {
                    Array.Resize(ref buffer, count);
                    return buffer;
                }

                count += read;
            }
        }

        diagnostics.Add(SourceDiagnostics.TooLarge, from, $"'{name}' is larger than {limit} bytes");
        return null;
    }
}
