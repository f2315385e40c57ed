using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Naftiko.Engine.Exposes.Skills;

namespace Naftiko.Host.Exposes.Skills;

/// <summary>Writes what a skill surface says about its skills.</summary>
internal static class SkillDocuments
{
    private static readonly JsonWriterOptions Options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Task WriteCatalogueAsync(HttpContext context, IReadOnlyList<Skill> skills) => WriteAsync(context, json =>
    {
        json.WriteNumber("count", skills.Count);
        json.WriteStartArray("skills");
        foreach (var skill in skills)
        {
            json.WriteStartObject();
            json.WriteString("name", skill.Spec.Name);
            WriteOptional(json, "description", skill.Spec.Description);
            WriteOptional(json, "license", skill.Spec.License);
            json.WriteStartArray("tools");
            foreach (var tool in skill.Tools)
            {
                json.WriteStringValue(tool.Name);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    public static Task WriteDetailAsync(HttpContext context, Skill skill) => WriteAsync(context, json =>
    {
        var spec = skill.Spec;
        json.WriteString("name", spec.Name);
        WriteOptional(json, "description", spec.Description);
        WriteOptional(json, "license", spec.License);
        WriteOptional(json, "compatibility", spec.Compatibility);
        WriteOptional(json, "argument-hint", spec.ArgumentHint);
        WriteOptional(json, "allowed-tools", spec.AllowedTools);
        WriteOptional(json, "user-invocable", spec.UserInvocable);
        WriteOptional(json, "disable-model-invocation", spec.DisableModelInvocation);
        if (spec.Metadata.Count > 0)
        {
            json.WriteStartObject("metadata");
            foreach (var (key, value) in spec.Metadata)
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
        }

        json.WriteStartArray("tools");
        foreach (var tool in skill.Tools)
        {
            WriteTool(json, tool);
        }

        json.WriteEndArray();
    });

    /// <summary>Answers with a JSON object.</summary>
    public static Task WriteAsync(HttpContext context, Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = buffer.WrittenCount;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(buffer.WrittenMemory, context.RequestAborted).AsTask();
    }

    private static void WriteTool(Utf8JsonWriter json, SkillTool tool)
    {
        json.WriteStartObject();
        json.WriteString("name", tool.Name);
        WriteOptional(json, "description", tool.Description);
        switch (tool)
        {
            case DerivedTool derived:
                json.WriteString("type", "derived");
                json.WriteStartObject("invocationRef");
                json.WriteString("targetNamespace", derived.TargetNamespace);
                json.WriteString("action", derived.Action);
                json.WriteString("mode", derived.Mode);
                json.WriteEndObject();
                break;
            case InstructionTool instruction:
                json.WriteString("type", "instruction");
                json.WriteString("instruction", instruction.File);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }

        json.WriteEndObject();
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, bool? value)
    {
        if (value is { } given)
        {
            json.WriteBoolean(name, given);
        }
    }
}
