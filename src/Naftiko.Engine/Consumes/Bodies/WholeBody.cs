using System.Text.Json;
using Naftiko.Engine.Expressions;
using Naftiko.Engine.Flows;
using Naftiko.Engine.Inputs;
using Naftiko.Engine.Values;
using Naftiko.Spec.Document.Consumes;

namespace Naftiko.Engine.Consumes.Bodies;

/// <summary>
/// A body that is one input: bytes of the caller passed on unread, or a value in the operation's body type. The members of an object are the
/// fields of a form and the parts of a multipart body.
/// </summary>
/// <param name="body">The input.</param>
/// <param name="isEmptyObject">Whether <c>{}</c> is sent when it was left out: the file says <c>data: {}</c>.</param>
/// <param name="mediaType">What a value is sent as; the caller's bytes keep their own type.</param>
internal sealed class WholeBody(Expression body, bool isEmptyObject, string mediaType) : BodyTemplate
{
    private readonly bool _isJson = BodyTypes.IsJson(mediaType);
    private readonly bool _isForm = BodyTypes.IsForm(mediaType);
    private readonly bool _isMultipart = BodyTypes.IsMultipart(mediaType);

    public override HttpContent? Render(Invocation run)
    {
        if (run.Body is { } passed)
        {
            return new PassedContent(passed);
        }

        var value = body.Evaluate(run);
        if (value.IsAbsent && !isEmptyObject)
        {
            return null;
        }

        if (_isJson)
        {
            return Json(value);
        }

        if (_isMultipart)
        {
            return Multipart(value, run);
        }

        return _isForm && value.Kind == JsonValueKind.Object ? new FormBody([.. Members(value)]).Render(run) : new TextBody(new ConstantExpression(value), mediaType).Render(run);
    }

    private PooledContent Json(Value value)
    {
        var buffer = new PooledBuffer();
        using (var writer = new Utf8JsonWriter(buffer, JsonBuilder.WriterOptions))
        {
            if (value.IsAbsent)
            {
                writer.WriteStartObject();
                writer.WriteEndObject();
            }
            else
            {
                value.WriteTo(writer);
            }
        }

        return new PooledContent(buffer, mediaType);
    }

    private HttpContent? Multipart(Value value, Invocation run)
    {
        if (value.Kind == JsonValueKind.Object)
        {
            return new MultipartBody([.. Members(value).Select(m => new MultipartField(m.Key, m.Value))], mediaType).Render(run);
        }

        run.Fail(new Failure(FailureKind.InvalidInput, "'body' must be an object, whose members are the parts") { Faults = [new InputFault("body", "must be an object, whose members are the parts")] });
        return null;
    }

    private static IEnumerable<KeyValuePair<string, Expression>> Members(Value value) =>
        value.Element.EnumerateObject().Select(m => KeyValuePair.Create(m.Name, (Expression)new ConstantExpression(Value.FromElement(m.Value))));
}
