using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Naftiko.Engine.Exposes.Resources;
using Naftiko.Engine.Exposes.Skills;
using Naftiko.Host.Exposes.Rest;
using Naftiko.Spec.Sources;

namespace Naftiko.Host.Exposes.Skills;

/// <summary>Answers with the files of a skill's folder.</summary>
internal static class SkillFiles
{
    public static Task WriteListAsync(HttpContext context, Skill skill)
    {
        if (skill.Files is not { } files)
        {
            return NotFoundAsync(context, "This skill has no files.");
        }

        return SkillDocuments.WriteAsync(context, json =>
        {
            json.WriteString("name", skill.Spec.Name);
            json.WriteStartArray("files");
            foreach (var file in files.List())
            {
                Write(json, file);
            }

            json.WriteEndArray();
        });
    }

    /// <param name="context">The request.</param>
    /// <param name="skill">The skill.</param>
    /// <param name="rawPath">The path of the file, still percent-encoded.</param>
    public static async Task WriteFileAsync(HttpContext context, Skill skill, string rawPath)
    {
        // Decoded part by part: %2F in a name is no slash, and %2e%2e is what it looks like.
        var parts = Array.ConvertAll(rawPath.Split('/'), Uri.UnescapeDataString);
        if (!Array.TrueForAll(parts, SourceTree.IsName))
        {
            await Problem.WriteAsync(context, StatusCodes.Status400BadRequest, Problem.BadRequest, "Bad request",
                "The path of a file must not have empty or hidden parts, '..', nor separators within a part.");
            return;
        }

        var path = string.Join('/', parts);
        if (skill.Files?.Open(path) is not { } file)
        {
            await NotFoundAsync(context, "This skill has no such file.");
            return;
        }

        await using (file)
        {
            var response = context.Response;
            response.ContentType = FileMediaTypes.Of(path);
            response.ContentLength = file.Length;

            // What an author put into a folder must not run as a page of this origin.
            response.Headers.XContentTypeOptions = "nosniff";
            response.Headers.ContentSecurityPolicy = "sandbox";
            if (!HttpMethods.IsHead(context.Request.Method))
            {
                await file.CopyToAsync(response.Body, context.RequestAborted);
            }
        }
    }

    private static void Write(Utf8JsonWriter json, SourceEntry file)
    {
        json.WriteStartObject();
        json.WriteString("path", file.Path);
        json.WriteNumber("size", file.Length);
        json.WriteString("type", FileMediaTypes.Of(file.Path));
        json.WriteEndObject();
    }

    private static Task NotFoundAsync(HttpContext context, string detail) =>
        Problem.WriteAsync(context, StatusCodes.Status404NotFound, Problem.NotFound, "Not found", detail);
}
