using Naftiko.Host.Exposes;
using Naftiko.Host.Hosting;
using Naftiko.Host.Loading;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;

namespace Naftiko.Host.Reloading;

/// <summary>The files that are served, as last loaded, and what has changed about them since. Used by one thread at a time.</summary>
internal sealed class ServedSet(LoadOptions options, SurfaceBuilder surfaces)
{
    private readonly Dictionary<string, ServedEntry> _entries = new(StringComparer.Ordinal);

    /// <summary>What concerns no file.</summary>
    public IReadOnlyList<Diagnostic> General { get; private set; } = [];

    /// <summary>The files in ordinal path order.</summary>
    public IEnumerable<LoadedFile> Files => Ordered.Select(e => e.Loaded);

    /// <summary>All surfaces, in that order.</summary>
    public List<Surface> Surfaces => [.. Ordered.SelectMany(e => e.Surfaces)];

    /// <summary>Everything found, in that order; of a file that keeps its last good version, what is wrong with the new one.</summary>
    public IEnumerable<Diagnostic> Diagnostics => General.Concat(Ordered.SelectMany(e => e.Diagnostics));

    /// <summary>The files, in that order, as they stand now.</summary>
    public IReadOnlyList<ServedEntry> Entries => [.. Ordered];

    private IEnumerable<ServedEntry> Ordered => _entries.Values.OrderBy(e => e.Loaded.File.Path, StringComparer.Ordinal);

    /// <summary>Begins with what was loaded.</summary>
    public void Take(LoadResult result)
    {
        General = result.Diagnostics;
        foreach (var loaded in result.Files)
        {
            _entries[loaded.File.Path] = Entry(loaded);
        }
    }

    /// <summary>Looks for files that were added, changed or deleted, those that capabilities have opened included, and loads what is concerned.</summary>
    /// <param name="only">The only file to look at; null: all.</param>
    /// <returns>What happened; empty when nothing did.</returns>
    public IReadOnlyList<FileChange> Refresh(string? only = null)
    {
        var diagnostics = new DiagnosticBag();
        var files = ServedFiles.Find(options, diagnostics);
        General = [.. diagnostics];
        var changes = new List<FileChange>();
        foreach (var gone in _entries.Keys.Except(files.Select(f => f.Path)).Where(f => only is null || f == only).ToList())
        {
            _entries.Remove(gone, out var entry);
            Forget(entry);
            changes.Add(new FileChange(gone, FileChangeKind.Removed, []));
        }

        foreach (var file in files.Where(f => only is null || f.Path == only))
        {
            if (Refresh(file) is { } change)
            {
                changes.Add(change);
            }
        }

        return changes;
    }

    private FileChange? Refresh(ServedFile file)
    {
        if (!_entries.TryGetValue(file.Path, out var known))
        {
            var added = _entries[file.Path] = Entry(CapabilityLoader.Load(file, options));
            return added.Loaded.IsLeftOut ? null : new FileChange(file.Path, FileChangeKind.Added, added.Diagnostics);
        }

        if (!known.HasChanged())
        {
            return null;
        }

        var loaded = CapabilityLoader.Load(file, options);
        if (!IsWorse(loaded, known.Loaded))
        {
            var fresh = _entries[file.Path] = Entry(loaded);
            return loaded.IsLeftOut && known.Loaded.IsLeftOut ? null : new FileChange(file.Path, FileChangeKind.Changed, fresh.Diagnostics);
        }

        // The version that works goes on; what is wrong with the new one is what the author must see.
        IReadOnlyList<Diagnostic> reported = [.. loaded.Diagnostics, new Diagnostic(ReloadDiagnostics.KeptLastGood, SourceSpan.OfFile(file.Path), "the file has errors; its last good version goes on being served")];
        _entries[file.Path] = known with { Stamps = Stamps(loaded), Diagnostics = reported };
        return new FileChange(file.Path, FileChangeKind.Kept, reported);
    }

    /// <summary>Whether the new version serves less than the one that runs because of errors.</summary>
    private static bool IsWorse(LoadedFile loaded, LoadedFile running) =>
        running.Capability is not null && Errors(loaded) > 0 && (loaded.Capability is null || Errors(loaded) > Errors(running));

    private static int Errors(LoadedFile file) => file.Diagnostics.Count(d => d.Severity == Severity.Error);

    private ServedEntry Entry(LoadedFile loaded)
    {
        var unmapped = new DiagnosticBag();
        IReadOnlyList<Surface> mapped = loaded.Capability is { } capability ? [.. surfaces.Map(capability, loaded.File.Folder, unmapped)] : [];
        return new ServedEntry(loaded, mapped, Stamps(loaded), [.. loaded.Diagnostics, .. unmapped]);
    }

    private void Forget(ServedEntry? entry)
    {
        if (entry?.Loaded.Capability is { } capability)
        {
            surfaces.Forget(capability);
        }
    }

    private static IReadOnlyList<KeyValuePair<string, FileStamp>> Stamps(LoadedFile loaded) =>
        [.. loaded.Touched.Append(Path.GetFullPath(loaded.File.Path)).Distinct(StringComparer.Ordinal).Select(p => KeyValuePair.Create(p, FileStamp.Of(p)))];
}
