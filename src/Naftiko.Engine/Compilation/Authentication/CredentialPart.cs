using Naftiko.Engine.Expressions;
using Naftiko.Engine.Inputs;

namespace Naftiko.Engine.Compilation.Authentication;

/// <summary>Something that <c>authentication</c> adds to a request.</summary>
internal sealed record CredentialPart(InputPlace Place, string Name, Expression Value);
