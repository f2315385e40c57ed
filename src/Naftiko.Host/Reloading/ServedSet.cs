using Naftiko.Host.Exposes;
using Naftiko.Host.Hosting;
using Naftiko.Host.Loading;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;

namespace Naftiko.Host.Reloading;

/// <summary>The files that are served, as last loaded, and what has changed about them since. Used by one thread at a time.</summary>
internal sealed class ServedSet(LoadOptions options, SurfaceBuilder surfaces)
{
    /// <summary>By path, in ordinal order.</summary>
    private readonly SortedDictionary<string, ServedEntry> _entries = new(StringComparer.Ordinal);

    private readonly ServedPaths _paths = new();

    /// <summary>What concerns no file.</summary>
    public IReadOnlyList<Diagnostic> General { get; private set; } = [];

    /// <summary>The files in ordinal path order.</summary>
    public IEnumerable<LoadedFile> Files => _entries.Values.Select(e => e.Loaded);

    /// <summary>All surfaces, in that order.</summary>
    public List<Surface> Surfaces => [.. _entries.Values.SelectMany(e => e.Surfaces)];

    /// <summary>Everything found, in that order; of a file that keeps its last good version, what is wrong with the new one.</summary>
    public IEnumerable<Diagnostic> Diagnostics => General.Concat(_entries.Values.SelectMany(e => e.Diagnostics));

    /// <summary>The files, in that order, as they stand now.</summary>
    public IReadOnlyList<ServedEntry> Entries => [.. _entries.Values];

    /// <summary>Begins with what was loaded.</summary>
    public void Take(LoadResult result)
    {
        General = result.Diagnostics;
        foreach (var loaded in result.Files)
        {
            Put(Entry(loaded));
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
            Remove(gone);
            changes.Add(new FileChange(gone, FileChangeKind.Removed, []));
        }

        changes.AddRange(files.Where(f => only is null || f.Path == only).Select(Refresh).OfType<FileChange>());
        return changes;
    }

    /// <summary>As <see cref="Refresh(string?)"/>, where only these paths may have changed. When they are files that are known, nothing else is looked at.</summary>
    public IReadOnlyList<FileChange> RefreshChanged(IReadOnlyCollection<string> changed) =>
        _paths.TryFindUsers(changed, out var users) ? [.. users.Select(path => Refresh(_entries[path].Loaded.File)).OfType<FileChange>()] : Refresh();

    private FileChange? Refresh(ServedFile file)
    {
        if (!_entries.TryGetValue(file.Path, out var known))
        {
            var added = Put(Entry(CapabilityLoader.Load(file, options)));
            return added.Loaded.IsLeftOut ? null : new FileChange(file.Path, FileChangeKind.Added, added.Diagnostics);
        }

        if (!known.HasChanged())
        {
            return null;
        }

        var loaded = CapabilityLoader.Load(file, options);
        if (!IsWorse(loaded, known.Loaded))
        {
            var fresh = Put(Entry(loaded));
            return loaded.IsLeftOut && known.Loaded.IsLeftOut ? null : new FileChange(file.Path, FileChangeKind.Changed, fresh.Diagnostics);
        }

        // The version that works goes on; what is wrong with the new one is what the author must see.
        var why = Errors(loaded) > 0 ? "the file has errors" : "the file is no capability any more";
        var kept = new Diagnostic(
            ReloadDiagnostics.KeptLastGood, SourceSpan.OfFile(file.Path), $"{why}; its last good version goes on being served", Errors(loaded) > 0 ? null : "delete the file to end it");
        IReadOnlyList<Diagnostic> reported = [.. loaded.Diagnostics, kept];
        Put(known with { Stamps = loaded.Stamps, Diagnostics = reported });
        return new FileChange(file.Path, FileChangeKind.Kept, reported);
    }

    /// <summary>Whether the new version serves less than the one that runs because of errors, or is none: some editors empty a file before they write it.</summary>
    private static bool IsWorse(LoadedFile loaded, LoadedFile running) =>
        running.Capability is not null && (loaded.Capability is null ? !loaded.IsLeftOut : Errors(loaded) > Errors(running));

    private static int Errors(LoadedFile file) => file.Diagnostics.Count(d => d.Severity == Severity.Error);

    private ServedEntry Entry(LoadedFile loaded)
    {
        var unmapped = new DiagnosticBag();
        IReadOnlyList<Surface> mapped = loaded.Capability is { } capability ? [.. surfaces.Map(capability, loaded.File.Folder, unmapped).OrderBy(s => s.Span.Line).ThenBy(s => s.Span.Column)] : [];
        return new ServedEntry(loaded, mapped, [.. loaded.Diagnostics, .. unmapped], loaded.Stamps);
    }

    private ServedEntry Put(ServedEntry entry)
    {
        var path = entry.Loaded.File.Path;
        if (_entries.TryGetValue(path, out var former))
        {
            _paths.Remove(path, former.Stamps);
            if (former.Loaded.Capability is { } capability && !ReferenceEquals(capability, entry.Loaded.Capability))
            {
                surfaces.Retire(capability, entry.Loaded.Capability);
            }
        }

        _paths.Add(path, entry.Stamps);
        return _entries[path] = entry;
    }

    private void Remove(string path)
    {
        if (!_entries.Remove(path, out var entry))
        {
            return;
        }

        _paths.Remove(path, entry.Stamps);
        if (entry.Loaded.Capability is { } capability)
        {
            surfaces.Forget(capability);
        }
    }
}
