using System.Text.Json.Serialization;

namespace Naftiko.Engine.Values;

/// <summary>Generated JSON metadata: nothing in the product serialises by reflection.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class ValueJson : JsonSerializerContext;
