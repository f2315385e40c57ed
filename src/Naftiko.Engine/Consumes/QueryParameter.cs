using Naftiko.Engine.Expressions;

namespace Naftiko.Engine.Consumes;

/// <summary>A query parameter; an array repeats the key.</summary>
internal sealed record QueryParameter(string Name, Expression Value)
{
    public string EncodedName { get; } = Uri.EscapeDataString(Name);
}
