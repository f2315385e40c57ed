using Naftiko.Engine.Flows;
using Naftiko.Engine.Observability;
using Naftiko.Spec.Document;
using Naftiko.Spec.Sources;

namespace Naftiko.Engine.Exposes.Resources;

/// <summary>A file, or every file of a folder under the URI and its path.</summary>
public sealed class FileResource(SourceTree tree) : McpResource
{
    /// <summary>The largest file that is read, in bytes: it travels as one JSON text.</summary>
    public const int MaxBytes = 10 * 1024 * 1024;

    /// <summary>The largest file that is read as bytes; null: as any other.</summary>
    public BinarySize? MaxBinarySize { get; init; }

    private string Root => Uri.Text.TrimEnd('/');

    public override IEnumerable<ResourceEntry> List() => tree.List().Select(entry => new ResourceEntry(UriOf(entry.Path), TypeOf(entry.Path), entry.Length));

    public override bool IsAt(string uri) => PathOf(uri) is not null;

    public override async ValueTask<Outcome?> ReadAsync(string uri, bool isDryRun, SurfaceTelemetry? telemetry, CancellationToken cancellationToken)
    {
        if (PathOf(uri) is not { } path || tree.Open(path) is not { } file)
        {
            return null;
        }

        await using (file)
        {
            var type = TypeOf(path);
            var isText = MediaTypes.IsText(ContentTypeName(type));
            if (!isText && MaxBinarySize is { } declared && file.Length > declared.Bytes)
            {
                return new Failure(FailureKind.NotSupported, $"the file is larger than {declared.Bytes} bytes (maxBinarySize)");
            }

            return await ReadAsync(file, cancellationToken) is { } bytes
                ? new Answer(200, isText ? AnswerKind.Text : AnswerKind.Binary, type, bytes, null, null)
                : new Failure(FailureKind.NotSupported, $"the file is larger than {MaxBytes} bytes");
        }
    }

    /// <summary>The type is the file's own in a folder of many; what is declared holds for a single file, and where the name says nothing.</summary>
    private string TypeOf(string path) =>
        tree.IsFile ? MimeType ?? FileMediaTypes.Of(tree.Name) : FileMediaTypes.Find(path) ?? MimeType ?? FileMediaTypes.Unknown;

    private static string ContentTypeName(string type) => type.Split(';')[0].Trim().ToLowerInvariant();

    private string UriOf(string path) => path.Length == 0 ? Uri.Text : $"{Root}/{string.Join('/', path.Split('/').Select(System.Uri.EscapeDataString))}";

    /// <summary>The path that a URI stands for; null for another resource's. Each part is decoded on its own, so that none can bring a slash along.</summary>
    private string? PathOf(string uri)
    {
        if (tree.IsFile)
        {
            return uri == Uri.Text ? "" : null;
        }

        if (!uri.StartsWith(Root, StringComparison.Ordinal) || uri.Length <= Root.Length + 1 || uri[Root.Length] != '/')
        {
            return null;
        }

        var parts = uri[(Root.Length + 1)..].Split('/');
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = System.Uri.UnescapeDataString(parts[i]);
            if (!SourceTree.IsName(parts[i]))
            {
                return null;
            }
        }

        return string.Join('/', parts);
    }

    private static async ValueTask<byte[]?> ReadAsync(FileStream file, CancellationToken cancellationToken)
    {
        if (file.Length > MaxBytes)
        {
            return null;
        }

        // The length is fixed first: a file that grows meanwhile is read as far as it was.
        var bytes = new byte[file.Length];
        var count = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return count == bytes.Length ? bytes : bytes[..count];
    }
}
