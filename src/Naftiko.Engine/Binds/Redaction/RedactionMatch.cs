namespace Naftiko.Engine.Binds.Redaction;

/// <summary>A form found in a text, in places of that text as it came.</summary>
internal readonly record struct RedactionMatch(int Start, int End, RedactedForm Form);
