using System.Collections.Frozen;

namespace Naftiko.Engine.Exposes.Resources;

/// <summary>The media types of files by the ends of their names.</summary>
public static class FileMediaTypes
{
    public const string Unknown = "application/octet-stream";

    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>
    {
        [".md"] = "text/markdown",
        [".markdown"] = "text/markdown",
        [".txt"] = "text/plain",
        [".log"] = "text/plain",
        [".csv"] = "text/csv",
        [".tsv"] = "text/tab-separated-values",
        [".html"] = "text/html",
        [".htm"] = "text/html",
        [".css"] = "text/css",
        [".js"] = "text/javascript",
        [".mjs"] = "text/javascript",
        [".ts"] = "text/x-typescript",
        [".py"] = "text/x-python",
        [".sh"] = "text/x-shellscript",
        [".toml"] = "text/x-toml",
        [".ini"] = "text/plain",
        [".sql"] = "text/x-sql",
        [".json"] = "application/json",
        [".yaml"] = "application/yaml",
        [".yml"] = "application/yaml",
        [".xml"] = "application/xml",
        [".xsd"] = "application/xml",
        [".svg"] = "image/svg+xml",
        [".png"] = "image/png",
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".gif"] = "image/gif",
        [".webp"] = "image/webp",
        [".ico"] = "image/vnd.microsoft.icon",
        [".mp3"] = "audio/mpeg",
        [".wav"] = "audio/wav",
        [".ogg"] = "audio/ogg",
        [".mp4"] = "video/mp4",
        [".pdf"] = "application/pdf",
        [".zip"] = "application/zip",
        [".gz"] = "application/gzip",
        [".wasm"] = "application/wasm",
        [".docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        [".xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        [".pptx"] = "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The type of a file; <see cref="Unknown"/> when its name does not tell.</summary>
    public static string Of(string path) => Find(path) ?? Unknown;

    /// <summary>The type of a file; null when its name does not tell.</summary>
    public static string? Find(string path) => Types.GetValueOrDefault(Path.GetExtension(path));
}
