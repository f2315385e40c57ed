using System.Collections;
using Naftiko.Spec.Sources;

namespace Naftiko.Spec.Diagnostics;

/// <summary>Collects every diagnostic of one file, in the order found. Not thread-safe: one bag per file being read.</summary>
public sealed class DiagnosticBag : IReadOnlyCollection<Diagnostic>
{
    private readonly List<Diagnostic> _items = [];
    private readonly HashSet<(DiagnosticDescriptor, string File, string Message)> _once = [];

    public int Count => _items.Count;

    public bool HasErrors => ErrorCount > 0;

    public int ErrorCount { get; private set; }

    public void Add(DiagnosticDescriptor descriptor, SourceSpan span, string message, string? hint = null) =>
        Add(new Diagnostic(descriptor, span, message, hint));

    /// <summary>Adds what is the same wherever in a file it stands: the first place is enough.</summary>
    public void AddOnce(DiagnosticDescriptor descriptor, SourceSpan span, string message)
    {
        if (_once.Add((descriptor, span.File, message)))
        {
            Add(descriptor, span, message);
        }
    }

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
