namespace Naftiko.Engine.Formats;

/// <summary>
/// Leaves a conversion at the first fault; <see cref="Conversion"/> turns it into a failure. The message is our own, names the place, and has
/// nothing of the body in it.
/// </summary>
internal sealed class MalformedBodyException(string message) : Exception(message)
{
    public static MalformedBodyException TooDeep => new($"it nests deeper than {Conversion.MaxDepth} levels");
}
