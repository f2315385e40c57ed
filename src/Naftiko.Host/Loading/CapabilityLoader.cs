using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Naftiko.Engine;
using Naftiko.Engine.Binds;
using Naftiko.Engine.Compilation;
using Naftiko.Spec;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;

namespace Naftiko.Host.Loading;

/// <summary>Loads files into capabilities, each on its own, several at a time. Serving, validating and calling all begin here.</summary>
internal static class CapabilityLoader
{
    // So long the just-in-time compiler works beside the loading, on a processor that is left to it: the sooner it is done, the less runs as slow code.
    private const int FilesUntilCompiled = 2_000;

    public static LoadResult Load(LoadOptions options)
    {
        var diagnostics = new DiagnosticBag();
        var files = ServedFiles.Find(options, diagnostics);
        var allowed = Allowed(options);
        var loaded = new LoadedFile[files.Count];
        var done = 0;
        var first = RuntimeFeature.IsDynamicCodeCompiled ? Math.Min(files.Count, FilesUntilCompiled) : 0;
        Parallel.For(0, first, Workers(Environment.ProcessorCount - 1), LoadOne);
        Parallel.For(first, files.Count, Workers(Environment.ProcessorCount), LoadOne);
        BaseUriUse.Report(options, loaded, diagnostics);
        return new LoadResult(loaded, [.. diagnostics]);

        void LoadOne(int index)
        {
            loaded[index] = Load(files[index], allowed, options);
            options.Progress?.Report(new LoadProgress(Interlocked.Increment(ref done), files.Count));
        }
    }

    /// <summary>Loads one file again.</summary>
    public static LoadedFile Load(ServedFile file, LoadOptions options) => Load(file, Allowed(options), options);

    /// <summary>Loads a file as if it held what is given.</summary>
    public static LoadedFile LoadDraft(ServedFile file, ReadOnlyMemory<byte> content, LoadOptions options) =>
        Load(file, new DraftSourceLoader(file.Path, content, new FileSourceLoader(Allowed(options), options.Budget.MaxBytes)), [], options);

    private static ParallelOptions Workers(int count) => new() { MaxDegreeOfParallelism = Math.Max(1, count) };

    private static AllowedPaths Allowed(LoadOptions options) => AllowedPaths.Of(options.Paths.Where(Path.Exists), options.AllowedPaths);

    private static LoadedFile Load(ServedFile file, AllowedPaths allowed, LoadOptions options)
    {
        var stamps = new ConcurrentQueue<KeyValuePair<string, FileStamp>>();
        var loader = new FileSourceLoader(allowed, options.Budget.MaxBytes, onTouch: path => stamps.Enqueue(KeyValuePair.Create(path, FileStamp.Of(path))));
        return Load(file, loader, stamps, options);
    }

    private static LoadedFile Load(ServedFile file, ISourceLoader loader, IReadOnlyCollection<KeyValuePair<string, FileStamp>> stamps, LoadOptions options)
    {
        var diagnostics = new DiagnosticBag();
        var capability = options.Only.Of(file, Compile(file, loader, options, diagnostics));
        if (capability is null && !options.Only.Takes(file))
        {
            return new LoadedFile(file, null, [], [.. stamps]) { IsLeftOut = true };
        }

        var shown = diagnostics.Select(d => options.Compile.IsStrict ? d with { Descriptor = d.Descriptor.Strict } : d);

        // What several units share is compiled for each of them; its faults are told once.
        return new LoadedFile(file, capability, [.. (file.IsNamed ? shown.Select(d => AsError(d, options.MustServe)) : shown).Distinct()], [.. stamps]);
    }

    private static Capability? Compile(ServedFile file, ISourceLoader loader, LoadOptions options, DiagnosticBag diagnostics)
    {
        if (CapabilityReader.Read(file.Path, loader, options.Budget, diagnostics) is not { } document)
        {
            return null;
        }

        if (!document.IsCapability)
        {
            // What its parts call is the importing file's to provide, so they are read and checked, but not linked.
            diagnostics.Add(StructureDiagnostics.NothingToServe, SourceSpan.OfFile(file.Path), "the file has no 'capability': it is for import and serves nothing itself");
            return null;
        }

        var binds = BindResolver.Resolve(document.Binds, loader, options.Environment, diagnostics);
        return CapabilityCompiler.Compile(document, binds, options.Environment, options.Compile, loader, diagnostics);
    }

    /// <summary>A file that the operator named must be a capability file, and to be served one that serves.</summary>
    private static Diagnostic AsError(Diagnostic diagnostic, bool mustServe) =>
        diagnostic.Descriptor == StructureDiagnostics.NotACapability || (mustServe && diagnostic.Descriptor == StructureDiagnostics.NothingToServe)
            ? diagnostic with { Descriptor = diagnostic.Descriptor with { Severity = Severity.Error } }
            : diagnostic;
}
