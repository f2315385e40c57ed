namespace Naftiko.Spec.Diagnostics;

/// <summary>The kind of a diagnostic, declared once; ids are never reused (docs/diagnostics.md).</summary>
/// <param name="Id"><c>NFK1xxx</c> YAML, <c>2xxx</c> structure, <c>3xxx</c> names and references, <c>4xxx</c> expressions,
/// <c>5xxx</c> binds, <c>6xxx</c> host, <c>7xxx</c> imports, <c>9xxx</c> advice.</param>
/// <param name="Severity">What it means for the unit.</param>
/// <param name="Title">What is wrong, in a few words, without the particulars.</param>
public sealed record DiagnosticDescriptor(string Id, Severity Severity, string Title);
