namespace Naftiko.Engine.Formats;

/// <summary>Leaves the reading of a schema at the first fault; the compiler turns it into a diagnostic there.</summary>
internal sealed class SchemaException(string message, int offset) : Exception(message)
{
    /// <summary>Where in the schema's text, in characters.</summary>
    public int Offset { get; } = offset;
}
