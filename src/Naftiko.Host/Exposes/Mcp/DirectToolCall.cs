using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Naftiko.Host.Exposes.Mcp;

/// <summary>Begins a plain <c>tools/call</c> without the SDK's objects in between.</summary>
/// <param name="call">What is called.</param>
/// <param name="cancellationToken">Fires when the client leaves, cancels, or its session ends.</param>
/// <returns>The run; null when this call is not for the short way (an unknown tool, say), and the SDK's server answers.</returns>
/// <exception cref="ModelContextProtocol.McpProtocolException">
/// Its code and message become the JSON-RPC error, whether it is thrown here or in the run. Any other exception is −32603 without its text.
/// </exception>
internal delegate ToolRun? DirectToolCall(DirectCall call, CancellationToken cancellationToken);

/// <summary>One plain call. Its JSON is only valid until the call is answered.</summary>
/// <param name="Tool">The tool's name.</param>
/// <param name="Arguments">An object, or undefined when the client sent none.</param>
/// <param name="Meta">The request's <c>_meta</c> (trace context), or undefined.</param>
/// <param name="HttpContext">The request, for its user and headers.</param>
internal readonly record struct DirectCall(string Tool, JsonElement Arguments, JsonElement Meta, HttpContext HttpContext);
