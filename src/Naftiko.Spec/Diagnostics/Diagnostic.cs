using Naftiko.Spec.Sources;

namespace Naftiko.Spec.Diagnostics;

/// <summary>One thing to tell a file's author: what, where and, where possible, what to do.</summary>
/// <param name="Descriptor">The kind.</param>
/// <param name="Span">The place.</param>
/// <param name="Message">The particulars, as a sentence without a full stop; never a secret.</param>
/// <param name="Hint">What to do about it, for example "did you mean 'outputParameters'?".</param>
public sealed record Diagnostic(DiagnosticDescriptor Descriptor, SourceSpan Span, string Message, string? Hint = null)
{
    public string Id => Descriptor.Id;

    public Severity Severity => Descriptor.Severity;

    /// <summary>The compiler-style line <c>path(line,column): error NFK3001: message</c>.</summary>
    public override string ToString() =>
        $"{Span}: {Severity.ToString().ToLowerInvariant()} {Id}: {Message}{(Hint is null ? "" : $" ({Hint})")}";
}
