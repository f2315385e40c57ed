using System.Text.Json;
using Naftiko.Engine.Inputs;
using Naftiko.Engine.Values;

namespace Naftiko.Host.Commands.Calling;

/// <summary>The inputs given to a call, by name; the last one of a name counts.</summary>
internal sealed class GivenInputs
{
    private readonly Dictionary<string, Func<Input, Value>> _values = new(StringComparer.Ordinal);

    /// <summary>A text that may still mean a number, as in a query string.</summary>
    public void AddText(string name, string text) => _values[name] = input => input.IsWholeBody ? JsonOr(text) : Value.FromText(text);

    /// <summary>The content of a file: JSON if it is, unless the input is a text.</summary>
    public void AddContent(string name, string content) => _values[name] = input => input.Type == "string" ? Value.FromText(content) : JsonOr(content);

    public void AddJson(string name, JsonElement value) => _values[name] = _ => Value.FromElement(value);

    /// <summary>The values by slot.</summary>
    /// <param name="inputs">The unit's inputs.</param>
    /// <param name="faults">A fault for each name that is no input; null: none.</param>
    public Value[] Fill(InputSet inputs, out List<InputFault>? faults)
    {
        faults = null;
        var values = new Value[inputs.Count];
        foreach (var (name, value) in _values)
        {
            if (inputs.Find(name) is { } input)
            {
                values[input.Slot] = value(input);
            }
            else
            {
                (faults ??= []).Add(new InputFault(name, $"is no input of this unit{Known(inputs)}"));
            }
        }

        return values;
    }

    private static string Known(InputSet inputs) =>
        inputs.Count == 0 ? ", which has none" : $" ({string.Join(", ", inputs.Inputs.Select(i => i.Name))})";

    private static Value JsonOr(string text)
    {
        try
        {
            return Value.FromElement(JsonElement.Parse(text));
        }
        catch (JsonException)
        {
            return Value.FromText(text);
        }
    }
}
