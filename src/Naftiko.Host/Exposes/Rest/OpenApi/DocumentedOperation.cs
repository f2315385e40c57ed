using Naftiko.Engine.Exposes;

namespace Naftiko.Host.Exposes.Rest.OpenApi;

/// <summary>An operation at its place in the document.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Id">Its <c>operationId</c>, unique in the document.</param>
/// <param name="Placeholders">What the document calls each of the operation's placeholders: the names that the first operation of the path uses.</param>
/// <param name="Constants">Query parameters that a request must carry, with their one value; null: any.</param>
internal sealed record DocumentedOperation(
    RestOperation Operation, string Id, IReadOnlyList<KeyValuePair<string, string>> Placeholders, IReadOnlyList<KeyValuePair<string, string?>> Constants);

/// <summary>A path of the document.</summary>
/// <param name="Path">Its key.</param>
/// <param name="Operations">Its operations; each has another method.</param>
internal sealed record DocumentedPathItem(string Path, IReadOnlyList<DocumentedOperation> Operations);
