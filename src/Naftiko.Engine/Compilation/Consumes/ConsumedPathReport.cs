using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;
using Naftiko.Spec.Document.Parameters;

namespace Naftiko.Engine.Compilation.Consumes;

/// <summary>Tells of paths in the outputs of consumed operations that are no JSONPath, whether anything reads those outputs or not.</summary>
internal static class ConsumedPathReport
{
    public static void Report(FileContext file)
    {
        var reported = file.Diagnostics.Where(d => d.Descriptor == ExpressionDiagnostics.BadPath).Select(d => d.Span).ToHashSet();
        var outputs = file.File.Consumes.SelectMany(api => api.Resources).SelectMany(r => r.Operations).SelectMany(o => o.Outputs).SelectMany(WithParts);
        foreach (var path in outputs.Select(o => o.Mapping).OfType<SpannedText>())
        {
            // What is imported is told of in its own file.
            if (path.Span.File == file.File.Path && !path.Value.Contains("{{", StringComparison.Ordinal) && !reported.Contains(path.Span))
            {
                _ = file.TryParsePath(path, out _); // reports it
            }
        }
    }

    private static IEnumerable<OutputParameterSpec> WithParts(OutputParameterSpec output) =>
        [output, .. output.Properties.Concat(output.Elements).Concat(new[] { output.Items, output.Values }.OfType<OutputParameterSpec>()).SelectMany(WithParts)];
}
