using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Naftiko.Engine.Formats.Avro;

/// <summary>Avro object container files (Avro 1.12 specification, "Object container files"), of the codecs null, deflate and snappy.</summary>
internal static class AvroContainer
{
    private const int SyncBytes = 16;

    private static ReadOnlySpan<byte> Magic => "Obj\u0001"u8;

    public static bool IsContainer(ReadOnlySpan<byte> body) => body.StartsWith(Magic);

    /// <summary>Writes the file's objects as an array.</summary>
    public static void Convert(ReadOnlyMemory<byte> body, Utf8JsonWriter writer)
    {
        var reader = new AvroReader(body.Span, "");
        reader.ReadFixed(Magic.Length);
        var (schema, codec) = ReadHeader(ref reader);
        var sync = reader.ReadFixed(SyncBytes);
        var room = Conversion.MaxBytes;
        writer.WriteStartArray();
        for (var block = 1; !reader.IsAtEnd; block++)
        {
            var count = reader.ReadLong();
            var data = Decode(codec, reader.ReadBytes(), room);
            room -= data.Length;
            ConvertBlock(schema, count, data, block, writer);
            if (!reader.ReadFixed(SyncBytes).SequenceEqual(sync))
            {
                throw reader.Malformed("a block without its end mark");
            }
        }

        writer.WriteEndArray();
    }

    private static (AvroType Schema, string Codec) ReadHeader(ref AvroReader reader)
    {
        AvroType? schema = null;
        var codec = "null";
        for (var count = reader.ReadBlockCount(); count > 0; count = reader.ReadBlockCount())
        {
            for (; count > 0; count--)
            {
                var key = reader.ReadText();
                var value = reader.ReadBytes();
                if (key.SequenceEqual("avro.schema"u8))
                {
                    schema = ReadSchema(value);
                }
                else if (key.SequenceEqual("avro.codec"u8))
                {
                    codec = Encoding.UTF8.GetString(value);
                }
            }
        }

        return (schema ?? throw new MalformedBodyException("the container file has no schema"), codec);
    }

    private static AvroType ReadSchema(ReadOnlySpan<byte> json)
    {
        try
        {
            return AvroSchema.Parse(json.ToArray());
        }
        catch (SchemaException)
        {
            // Its text would repeat what the upstream wrote.
            throw new MalformedBodyException("the container file's schema is none");
        }
    }

    private static ReadOnlySpan<byte> Decode(string codec, ReadOnlySpan<byte> data, int room) => codec switch
    {
        "null" => data,
        "deflate" => Inflate(data, room),
        "snappy" => Snappy.Decode(data, room),
        _ => throw new MalformedBodyException("the container file is compressed by a codec other than null, deflate and snappy"),
    };

    private static byte[] Inflate(ReadOnlySpan<byte> data, int room)
    {
        using var source = new MemoryStream(data.ToArray());
        using var inflated = new DeflateStream(source, CompressionMode.Decompress);
        using var target = new MemoryStream();
        var buffer = new byte[16 * 1024];
        try
        {
            for (var read = inflated.Read(buffer); read > 0; read = inflated.Read(buffer))
            {
                target.Write(buffer, 0, read);
                if (target.Length > room)
                {
                    throw new MalformedBodyException($"it unpacks to more than {Conversion.MaxBytes} bytes");
                }
            }
        }
        catch (InvalidDataException)
        {
            throw new MalformedBodyException("a block's deflate stream is damaged");
        }

        return target.ToArray();
    }

    private static void ConvertBlock(AvroType schema, long count, ReadOnlySpan<byte> data, int block, Utf8JsonWriter writer)
    {
        var reader = new AvroReader(data, $"block {block}, ");
        for (; count > 0; count--)
        {
            schema.Convert(ref reader, writer);
        }

        if (count < 0 || !reader.IsAtEnd)
        {
            throw reader.Malformed("another number of objects than the block says");
        }
    }
}
