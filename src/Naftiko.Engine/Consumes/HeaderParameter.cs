using Naftiko.Engine.Expressions;

namespace Naftiko.Engine.Consumes;

/// <summary>A request header or cookie.</summary>
internal sealed record HeaderParameter(string Name, Expression Value);
