using System.Text;
using Naftiko.Engine.Expressions;
using Naftiko.Engine.Flows;
using Naftiko.Engine.Values;

namespace Naftiko.Engine.Consumes.Bodies;

/// <summary>A body that is a text, or one value in its text form.</summary>
internal sealed class TextBody(Expression text, string mediaType) : BodyTemplate
{
    public override HttpContent? Render(Invocation run)
    {
        if (text.IsLeftOut(run))
        {
            return null;
        }

        var buffer = new PooledBuffer();
        var content = text.Evaluate(run).AsText();
        buffer.Advance(Encoding.UTF8.GetBytes(content, buffer.GetSpan(Encoding.UTF8.GetByteCount(content))));
        return new PooledContent(buffer, mediaType);
    }
}
