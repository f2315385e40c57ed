using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Naftiko.Engine.Exposes.Skills;
using Naftiko.Host.Exposes.Rest;
using Naftiko.Host.Hosting;

namespace Naftiko.Host.Exposes.Skills;

/// <summary>Makes a surface of a skill exposure: the catalogue, each skill, and its files one by one or all together.</summary>
internal static class SkillAdapter
{
    public static Surface Map(SkillExposure exposure, string folder)
    {
        var skills = exposure.Skills.ToFrozenDictionary(s => s.Spec.Name, StringComparer.Ordinal);
        return new Surface
        {
            Kind = SurfaceKind.Skill,
            Namespace = exposure.Namespace,
            Folder = folder,
            Span = exposure.Span,
            Port = exposure.Port,
            Address = exposure.Address,
            Routes =
            [
                Get("/skills", (context, _) => SkillDocuments.WriteCatalogueAsync(context, exposure.Skills)),
                Get("/skills/{name}", OfSkill((context, skill, _) => SkillDocuments.WriteDetailAsync(context, skill))),
                Get("/skills/{name}/download", OfSkill((context, skill, _) => SkillDownload.WriteAsync(context, skill))),
                Get("/skills/{name}/contents", OfSkill((context, skill, _) => SkillFiles.WriteListAsync(context, skill))),
                Get("/skills/{name}/contents/{+file}", OfSkill((context, skill, rest) => SkillFiles.WriteFileAsync(context, skill, rest[1]))),
            ],
        };

        static Route Get(string path, RouteHandler handler) => new("GET", PathPattern.Parse(path), handler);

        RouteHandler OfSkill(Func<HttpContext, Skill, string[], Task> answer) => (context, rest) =>
            skills.TryGetValue(Uri.UnescapeDataString(rest[0]), out var skill)
                ? answer(context, skill, rest)
                : Problem.WriteAsync(context, StatusCodes.Status404NotFound, Problem.NotFound, "Not found", "There is no such skill. GET /skills below this mount lists them.");
    }
}
