using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;
using Naftiko.Spec.Document.Parameters;
using Naftiko.Spec.Expressions.JsonPaths;

namespace Naftiko.Engine.Compilation.Consumes;

/// <summary>Tells of paths in the outputs of consumed operations that are no JSONPath, whether anything reads those outputs or not.</summary>
internal static class ConsumedPathReport
{
    public static void Report(FileContext file)
    {
        var reported = file.Diagnostics.Where(d => d.Descriptor == ExpressionDiagnostics.BadPath).Select(d => d.Span).ToHashSet();
        var outputs = file.File.Consumes.SelectMany(api => api.Resources).SelectMany(r => r.Operations).SelectMany(o => o.Outputs).SelectMany(WithParts);
        foreach (var path in outputs.Select(o => o.Mapping).OfType<SpannedText>().Where(p => p.Span.File == file.File.Path))
        {
            if (!path.Value.Contains("{{", StringComparison.Ordinal) && !JsonPath.TryParse(path.Value.Trim(), file.Options.IsStrict, out _, out var error) && reported.Add(path.Span))
            {
                file.Diagnostics.Add(ExpressionDiagnostics.BadPath, path.Span, $"'{path.Value}' is no JSONPath: {error.Message} (character {error.Offset + 1})");
            }
        }
    }

    private static IEnumerable<OutputParameterSpec> WithParts(OutputParameterSpec output) =>
        [output, .. output.Properties.Concat(output.Elements).Concat(new[] { output.Items, output.Values }.OfType<OutputParameterSpec>()).SelectMany(WithParts)];
}
