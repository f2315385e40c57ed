using System.Text.Json;
using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Authentication;

/// <summary>What an authorization server answered: a JSON object, or the reason why there is none.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">An object, whatever the status; undefined when the answer is none.</param>
/// <param name="Failure">Why there is no answer, or one that is no JSON object.</param>
public readonly record struct IssuerAnswer(int Status, JsonElement Body, Failure? Failure)
{
    public bool IsSuccess => Failure is null && Status == 200;

    /// <summary>A text of the object; null when it is left out or of another type.</summary>
    public string? Text(string name) =>
        Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>The texts of an array of the object.</summary>
    public IReadOnlyList<string> Texts(string name) =>
        Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString() ?? "")]
            : [];
}
