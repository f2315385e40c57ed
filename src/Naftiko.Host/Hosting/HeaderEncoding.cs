using System.Text;

namespace Naftiko.Host.Hosting;

/// <summary>How request headers are read: as UTF-8, and a byte that does not fit as the Latin-1 character it once was (RFC 9110 section 5.5).</summary>
internal static class HeaderEncoding
{
    public static readonly Encoding Lenient = Encoding.GetEncoding("utf-8", EncoderFallback.ExceptionFallback, new Latin1Fallback());

    private sealed class Latin1Fallback : DecoderFallback
    {
        /// <summary>The longest run of bytes that UTF-8 gives up on at once.</summary>
        public override int MaxCharCount => 4;

        public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer();
    }

    private sealed class Buffer : DecoderFallbackBuffer
    {
        private byte[] _bytes = [];
        private int _next;

        public override int Remaining => _bytes.Length - _next;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            _bytes = bytesUnknown;
            _next = 0;
            return bytesUnknown.Length > 0;
        }

        public override char GetNextChar() => Remaining > 0 ? (char)_bytes[_next++] : '\0';

        public override bool MovePrevious()
        {
            if (_next == 0)
            {
                return false;
            }

            _next--;
            return true;
        }
    }
}
