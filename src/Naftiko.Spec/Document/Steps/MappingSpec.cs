using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.Document.Steps;

/// <summary>One entry of <c>mappings</c>: what a member of the answer is read from.</summary>
/// <param name="Target"><c>targetName</c> or <c>target</c>; dots nest.</param>
/// <param name="Value">A JSONPath over the steps' answers, or a template.</param>
/// <param name="Span">The place.</param>
public sealed record MappingSpec(string Target, Node Value, SourceSpan Span);
