using Naftiko.Spec.Diagnostics;

namespace Naftiko.Spec.Sources;

/// <summary>Reads one file from memory, as if it stood on disk; whatever that file names is read as always.</summary>
/// <param name="draft">The file's path, as diagnostics name it.</param>
/// <param name="content">What it is to hold.</param>
/// <param name="files">Reads everything else.</param>
public sealed class DraftSourceLoader(string draft, ReadOnlyMemory<byte> content, ISourceLoader files) : ISourceLoader
{
    public IReadOnlyCollection<string> Touched => files.Touched;

    public SourceText? Load(string path, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(diagnostics);
        if (path != draft)
        {
            return files.Load(path, diagnostics);
        }

        return SourceDecoder.Decode(content.Span, draft, diagnostics) is { } text ? new SourceText(draft, text) : null;
    }

    public SourceText? Load(string location, SourceSpan from, DiagnosticBag diagnostics) => files.Load(location, from, diagnostics);

    public byte[]? LoadBytes(string location, SourceSpan from, DiagnosticBag diagnostics) => files.LoadBytes(location, from, diagnostics);

    public SourceTree? OpenTree(string location, SourceSpan from, DiagnosticBag diagnostics) => files.OpenTree(location, from, diagnostics);
}
