namespace Naftiko.Spec.Expressions.JsonPaths;

/// <summary>Leaves the recursive descent at the first error; <see cref="JsonPath.TryParse"/> turns it into a <see cref="JsonPathError"/>.</summary>
internal sealed class JsonPathSyntaxException(string message, int offset) : Exception(message)
{
    public int Offset { get; } = offset;
}
