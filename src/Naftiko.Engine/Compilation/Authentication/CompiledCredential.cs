using Naftiko.Engine.Consumes.Authentication;
using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Compilation.Authentication;

/// <summary>What outbound <c>authentication</c> comes to.</summary>
/// <param name="Parts">What it adds to a request's template.</param>
/// <param name="AtSending">What it adds when the request is sent.</param>
/// <param name="Refusal">Why every call is refused: a kind that is known but not supported.</param>
internal sealed record CompiledCredential(IReadOnlyList<CredentialPart> Parts, Credential? AtSending = null, Failure? Refusal = null);
