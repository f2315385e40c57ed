using System.Text;
using Naftiko.Engine.Flows;
using Naftiko.Engine.Formats;

namespace Naftiko.Engine.Tests.Formats;

/// <summary>Runs conversions as a flow does.</summary>
internal static class Converted
{
    public static string Json(IFormat format, string body) => Json(format, Encoding.UTF8.GetBytes(body));

    public static string Json(IFormat format, byte[] body, string? charset = null)
    {
        Assert.True(Conversion.TryRun(format, body, charset, 200, out var json, out var failure), failure?.Detail);
        using (json)
        {
            return Encoding.UTF8.GetString(json.Written.Span);
        }
    }

    public static string Fault(IFormat format, string body) => Fault(format, Encoding.UTF8.GetBytes(body));

    public static string Fault(IFormat format, byte[] body)
    {
        Assert.False(Conversion.TryRun(format, body, null, 207, out _, out var failure));
        Assert.Equal(FailureKind.UpstreamMalformed, failure.Kind);
        Assert.Equal(207, failure.UpstreamStatus);
        return failure.Detail;
    }

    /// <summary>The bytes of a sample, which is stored in base64.</summary>
    public static byte[] Sample(string name) => Convert.FromBase64String(SampleText(name));

    public static string SampleText(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Formats", "Samples", name));
}
