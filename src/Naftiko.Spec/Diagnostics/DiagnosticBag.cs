using System.Collections;
using Naftiko.Spec.Sources;

namespace Naftiko.Spec.Diagnostics;

/// <summary>Collects every diagnostic of one file, in the order found. Not thread-safe: one bag per file being read.</summary>
public sealed class DiagnosticBag : IReadOnlyCollection<Diagnostic>
{
    private readonly List<Diagnostic> _items = [];

    public int Count => _items.Count;

    public bool HasErrors => ErrorCount > 0;

    public int ErrorCount { get; private set; }

    public void Add(DiagnosticDescriptor descriptor, SourceSpan span, string message, string? hint = null) =>
        Add(new Diagnostic(descriptor, span, message, hint));

    public void AddRange(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            Add(diagnostic);
        }
    }

    public IEnumerator<Diagnostic> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Add(Diagnostic diagnostic)
    {
        _items.Add(diagnostic);
        ErrorCount += diagnostic.Severity == Severity.Error ? 1 : 0;
    }
}
