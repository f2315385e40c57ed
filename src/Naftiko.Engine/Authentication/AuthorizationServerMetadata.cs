namespace Naftiko.Engine.Authentication;

/// <summary>What an authorization server publishes about itself (RFC 8414 section 2).</summary>
/// <param name="Issuer">Its identifier: the <c>iss</c> of its tokens.</param>
/// <param name="KeysUri">Where its keys are.</param>
/// <param name="TokenEndpoint">Where tokens are fetched.</param>
/// <param name="IntrospectionEndpoint">Where tokens are looked up.</param>
/// <param name="IsSecretInForm">Whether it takes a client's secret in the form only.</param>
public sealed record AuthorizationServerMetadata(string Issuer, string? KeysUri, string? TokenEndpoint, string? IntrospectionEndpoint, bool IsSecretInForm);
