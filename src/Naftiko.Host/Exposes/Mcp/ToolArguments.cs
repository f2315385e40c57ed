using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Naftiko.Engine.Inputs;

namespace Naftiko.Host.Exposes.Mcp;

/// <summary>The arguments of a tool as a model sees them: names that every model API takes, and a JSON Schema.</summary>
internal static class ToolArguments
{
    private const int MaxLength = 64;

    /// <summary>The listed names, by slot: other characters than <c>[A-Za-z0-9_.-]</c> as <c>_</c>, at most 64, unique.</summary>
    public static string[] Names(InputSet inputs)
    {
        var names = new string[inputs.Count];
        var taken = new HashSet<string>(inputs.Inputs.Select(i => i.Name).Where(IsPlain), StringComparer.Ordinal);
        foreach (var input in inputs.Inputs)
        {
            names[input.Slot] = IsPlain(input.Name) ? input.Name : Alias(input.Name, taken);
        }

        return names;
    }

    /// <summary>Writes the input schema: properties always, each with what its input says.</summary>
    public static void WriteSchema(Utf8JsonWriter writer, InputSet inputs, string[] names)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "object");
        writer.WriteStartObject("properties");
        foreach (var input in inputs.Inputs)
        {
            WriteProperty(writer, input, names[input.Slot]);
        }

        writer.WriteEndObject();
        if (inputs.Inputs.Any(i => i.IsRequired))
        {
            writer.WriteStartArray("required");
            foreach (var input in inputs.Inputs.Where(i => i.IsRequired))
            {
                writer.WriteStringValue(names[input.Slot]);
            }

            writer.WriteEndArray();
        }

        writer.WriteBoolean("additionalProperties", false);
        writer.WriteEndObject();
    }

    private static void WriteProperty(Utf8JsonWriter writer, Input input, string name)
    {
        writer.WritePropertyName(name);
        writer.WriteStartObject();
        InputSchema.WriteMembers(writer, input, name == input.Name ? input.Description : $"{input.Description} (named '{input.Name}')".TrimStart());
        writer.WriteEndObject();
    }

    private static bool IsPlain(string name) => name.Length is > 0 and <= MaxLength && name.All(IsPlain);

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-';

    private static string Alias(string name, HashSet<string> taken)
    {
        var plain = string.Concat(name.Select(c => IsPlain(c) ? c : '_'));
        var alias = plain.Length is > 0 and <= MaxLength && taken.Add(plain)
            ? plain
            : $"{plain[..Math.Min(plain.Length, 55)]}_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8]}";
        taken.Add(alias);
        return alias;
    }
}
