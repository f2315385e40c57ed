using System.Collections;
using Naftiko.Spec.Sources;

namespace Naftiko.Spec.Diagnostics;

/// <summary>Collects every diagnostic of one file, in the order found. Not thread-safe: one bag per file being read.</summary>
public sealed class DiagnosticBag : IReadOnlyCollection<Diagnostic>
{
    private readonly List<Diagnostic> _items = [];

    public int Count => _items.Count;

    public bool HasErrors => _items.Exists(d => d.Severity == Severity.Error);

    public void Add(DiagnosticDescriptor descriptor, SourceSpan span, string message, string? hint = null) =>
        _items.Add(new Diagnostic(descriptor, span, message, hint));

    public void AddRange(IEnumerable<Diagnostic> diagnostics) => _items.AddRange(diagnostics);

    public IEnumerator<Diagnostic> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
