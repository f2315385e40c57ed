using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Naftiko.Host.Exposes.Mcp;

/// <summary>Answers a plain <c>tools/call</c> without the SDK's objects in between.</summary>
/// <param name="call">What was called.</param>
/// <param name="result">Stands inside the result object: write its members (<c>content</c>, <c>structuredContent</c>, <c>isError</c>).
/// The endpoint adds what the revision demands besides. The numbers and texts go out as written.</param>
/// <param name="cancellationToken">Fires when the client leaves, cancels, or its session ends.</param>
/// <returns>False when this call is not for the short way (an unknown tool, say): completed at once, without waiting for anything. What was written is then
/// dropped and the SDK's server answers.</returns>
/// <exception cref="ModelContextProtocol.McpProtocolException">
/// Its code and message become the JSON-RPC error. Any other exception is −32603 without its text.
/// </exception>
internal delegate ValueTask<bool> DirectToolCall(DirectCall call, Utf8JsonWriter result, CancellationToken cancellationToken);

/// <summary>One plain call. Its JSON is only valid until the call is answered.</summary>
/// <param name="Tool">The tool's name.</param>
/// <param name="Arguments">An object, or undefined when the client sent none.</param>
/// <param name="Meta">The request's <c>_meta</c> (trace context), or undefined.</param>
/// <param name="Revision">The protocol revision that the answer must fit.</param>
/// <param name="HttpContext">The request, for its user and headers.</param>
internal readonly record struct DirectCall(string Tool, JsonElement Arguments, JsonElement Meta, string Revision, HttpContext HttpContext);
