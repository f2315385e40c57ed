using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;

namespace Naftiko.Spec.Yaml.Reading;

/// <summary>Passes diagnostics on, but not half a million of them: a foreign text decides how many faults it has.</summary>
internal sealed class YamlReports(DiagnosticBag diagnostics, int limit)
{
    private int _errors;
    private int _advice;

    /// <summary>More errors than are worth listing: the reader gives up.</summary>
    public bool IsFull => _errors > limit;

    public void Add(DiagnosticDescriptor descriptor, SourceSpan span, string message, string? hint = null)
    {
        if (descriptor.Severity != Severity.Error)
        {
            if (++_advice <= limit)
            {
                diagnostics.Add(descriptor, span, message, hint);
            }

            return;
        }

        if (++_errors <= limit)
        {
            diagnostics.Add(descriptor, span, message, hint);
        }
        else if (_errors == limit + 1)
        {
            diagnostics.Add(YamlDiagnostics.TooManyErrors, span, $"more than {limit} errors; the rest of the file is not read");
        }
    }

    /// <summary>Says how much was left out.</summary>
    public void Close(SourceSpan file)
    {
        if (_advice > limit)
        {
            diagnostics.Add(YamlDiagnostics.MoreAdvice, file, $"{_advice - limit} more remarks on this file are not listed");
        }
    }
}
