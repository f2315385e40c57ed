using System.Text;

namespace Naftiko.Comparison;

/// <summary>What the upstream answers with, made once.</summary>
internal static class Payloads
{
    /// <summary>An object of about 0.3 KB.</summary>
    public static readonly byte[] Small = Encoding.UTF8.GetBytes(
        """{"id":"a1b2c3","name":"a small object","status":"active","owner":{"id":7,"name":"somebody"},"tags":["one","two","three"],"created":"2026-01-01T00:00:00Z","description":"It is about as large as most answers to a question for one thing, which is to say not large at all.","count":42,"ratio":0.5}""");

    /// <summary>An array of about 16 KB.</summary>
    public static readonly byte[] Array = Items(80);

    /// <summary>An array of about 1 MB.</summary>
    public static readonly byte[] Large = Items(5_200);

    private static byte[] Items(int count)
    {
        var text = new StringBuilder("[");
        for (var i = 0; i < count; i++)
        {
            text.Append(i == 0 ? "" : ",").Append("{\"id\":").Append(i).Append(
                ",\"name\":\"an item of the list\",\"price\":12.5,\"stock\":{\"here\":3,\"there\":4},\"tags\":[\"a\",\"b\"],\"note\":\"nobody reads this part of it, but it is sent all the same, as in real life\"}");
        }

        return Encoding.UTF8.GetBytes(text.Append(']').ToString());
    }
}
