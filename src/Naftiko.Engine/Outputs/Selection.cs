using System.Text.Json;
using Naftiko.Engine.Expressions;
using Naftiko.Engine.Values;
using Naftiko.Spec.Expressions.JsonPaths;

namespace Naftiko.Engine.Outputs;

/// <summary>
/// Where an output reads: a JSONPath, behind the path of a consumed operation's declared output where the mapping's first name is one
/// (semantics, section 7).
/// </summary>
internal readonly record struct Selection(JsonPath? Outer, JsonPath? Path)
{
    /// <summary>The value itself.</summary>
    public static Selection Self => default;

    public bool IsSelf => (Outer?.IsRoot ?? true) && (Path?.IsRoot ?? true);

    public Value Select(JsonElement context)
    {
        if (context.ValueKind == JsonValueKind.Undefined)
        {
            return Value.Absent;
        }

        if (Outer is null)
        {
            return JsonSelection.Select(context, Path);
        }

        var outer = JsonSelection.Select(context, Outer);
        return outer.IsAbsent ? outer : JsonSelection.Select(outer.ToElement(), Path);
    }
}
