using System.Text.Json;

namespace Naftiko.Spec.Expressions.JsonPaths.Filters;

/// <summary>What <c>$</c> and <c>@</c> are while a filter looks at one child.</summary>
internal readonly record struct FilterContext(JsonElement Root, JsonElement Current);
