using Naftiko.Engine.Expressions;

namespace Naftiko.Engine.Consumes.Bodies;

/// <summary>A field or file of a multipart body.</summary>
internal sealed record MultipartField(string Name, Expression Value, Expression? FileName = null, Expression? ContentType = null);
