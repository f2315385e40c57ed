namespace Naftiko.Spec.Expressions.JsonPaths;

/// <summary>Why a text is not a JSONPath.</summary>
/// <param name="Message">What is wrong, for the author of the file.</param>
/// <param name="Offset">Where, in UTF-16 units from the start of the text; equal to its length when something is missing at the end.</param>
public sealed record JsonPathError(string Message, int Offset);
