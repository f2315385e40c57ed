using System.Buffers.Binary;
using System.Text;
using Naftiko.Engine.Formats;
using Naftiko.Engine.Formats.Avro;

namespace Naftiko.Engine.Tests.Formats;

public sealed class AvroFormatTests
{
    private const string Order = """
        "tags":["a","b"],"prices":{"x":1.5,"y":-0.25},"key":"AAH+/w==","raw":"aGk=","ok":true,"n":-2147483648,"f":0.5,"day":19000,"next":
        """;

    // The specification's examples ("Binary encoding").
    [Theory]
    [InlineData("\"long\"", "00", "0")]
    [InlineData("\"long\"", "01", "-1")]
    [InlineData("\"int\"", "7f", "-64")]
    [InlineData("\"int\"", "8001", "64")]
    [InlineData("\"string\"", "06666f6f", "\"foo\"")]
    [InlineData("""{"type":"record","name":"test","fields":[{"name":"a","type":"long"},{"name":"b","type":"string"}]}""", "3606666f6f", """{"a":27,"b":"foo"}""")]
    [InlineData("""{"type":"array","items":"long"}""", "04063600", "[3,27]")]
    [InlineData("""["null","string"]""", "00", "null")]
    [InlineData("""["null","string"]""", "020261", "\"a\"")]
    [InlineData("""{"type":"enum","name":"Foo","symbols":["A","B","C","D"]}""", "06", "\"D\"")]
    // Beyond them: blocks with sizes, the ends of the ranges, values that JSON has no number for.
    [InlineData("""{"type":"array","items":"long"}""", "0304063600", "[3,27]")]
    [InlineData("\"long\"", "ffffffffffffffffff01", "-9223372036854775808")]
    [InlineData("\"double\"", "000000000000f87f", "null")]
    [InlineData("\"float\"", "0000807f", "null")]
    [InlineData("""{"type":"fixed","name":"F","size":0}""", "", "\"\"")]
    public void Convert_Bytes_AreTheValue(string schema, string hex, string json) => Assert.Equal(json, Converted.Json(Format(schema), System.Convert.FromHexString(hex)));

    [Fact]
    public void Convert_RecordOfAnotherWriter_IsRead() => Assert.Equal(
        """{"id":4503599627370496,"note":null,"kind":"DONE",""" + Order + """{"id":7,"note":"nä","kind":"DONE",""" + Order + """null,"nothing":null},"nothing":null}""",
        Converted.Json(Format(Converted.SampleText("order.avsc")), Converted.Sample("order.b64")));

    [Theory]
    [InlineData("orders-null.b64")]
    [InlineData("orders-deflate.b64")]
    public void Convert_ContainerOfAnotherWriter_BringsItsSchema(string sample)
    {
        var expected = string.Join(',', Enumerable.Range(0, 3).Select(i => $"{{\"id\":{i},\"note\":{(i == 1 ? "\"nä\"" : "null")},\"kind\":\"DONE\",{Order}null,\"nothing\":null}}"));
        Assert.Equal($"[{expected}]", Converted.Json(new AvroFormat(null), Converted.Sample(sample)));
    }

    [Fact]
    public void Convert_SnappyContainer_IsUnpacked() => Assert.Equal(
        $$"""[{"s":"{{string.Concat(Enumerable.Repeat("ab", 300))}}"},{"s":"the quick brown fox"}]""", Converted.Json(new AvroFormat(null), Converted.Sample("snappy.b64")));

    // Made by make-avro.mjs beside them, with the Avro implementation of npm: two blocks of twelve records in all.
    [Theory]
    [InlineData("ships-null.b64")]
    [InlineData("ships-deflate.b64")]
    [InlineData("ships-snappy.b64")]
    public void Convert_ContainerOfAvsc_HasAllBlocks(string sample)
    {
        using var json = System.Text.Json.JsonDocument.Parse(Converted.Json(new AvroFormat(null), Converted.Sample(sample)));
        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"IMO{i}"), json.RootElement.EnumerateArray().Select(ship => ship.GetProperty("imo").GetString()));
        Assert.Equal(
            """{"imo":"IMO11","tonnage":100011,"flag":"NO","kind":"CARGO","built":19011,"length":2.75,"crew":[{"name":"Ada 11","role":null},{"name":"Bo Löwe","role":"cook"}],"cargo":{"oil":11,"gas":-11},"mark":"C/8=","sister":null}""",
            json.RootElement[11].GetRawText());
    }

    [Fact]
    public void Convert_RecordOfAvsc_IsRead() => Assert.Contains(
        "\"sister\":{\"imo\":\"IMO2\"", Converted.Json(Format(Converted.SampleText("ship.avsc")), Converted.Sample("ship.b64")), StringComparison.Ordinal);

    [Theory]
    [InlineData("ships-null.b64")]
    [InlineData("ships-deflate.b64")]
    [InlineData("ships-snappy.b64")]
    [InlineData("ship.b64")]
    public void Convert_CutOffAnywhere_IsMalformed(string sample)
    {
        var format = Format(Converted.SampleText("ship.avsc"));
        var whole = Converted.Sample(sample);
        var ends = Enumerable.Range(1, whole.Length - 1).Count(length => Conversion.TryRun(format, whole.AsMemory(0, length), null, 200, out _, out _));

        // Between two blocks a container file may end.
        Assert.Equal(sample == "ship.b64" ? 0 : 2, ends);
    }

    [Theory]
    [InlineData("snappy.b64")]
    [InlineData("orders-deflate.b64")]
    public void Convert_AnyByteDamaged_NeverCrashes(string sample)
    {
        var good = Converted.Sample(sample);
        for (var i = 0; i < good.Length; i++)
        {
            var bad = (byte[])good.Clone();
            bad[i] ^= 0x55;
            if (Conversion.TryRun(new AvroFormat(null), bad, null, 200, out var json, out var failure))
            {
                json.Dispose();
            }
            else
            {
                Assert.StartsWith("the upstream's answer cannot be read as Avro: ", failure.Detail, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("\"long\"", "ffffffffffffffffffff01", "an integer beyond 64 bits")]
    [InlineData("\"long\"", "ffffffffffffffffff02", "an integer beyond 64 bits")]
    [InlineData("\"long\"", "ff", "its end, too early")]
    [InlineData("\"int\"", "8080808010", "an int beyond 32 bits")]
    [InlineData("\"string\"", "0a61", "its end, too early")]
    [InlineData("\"string\"", "01", "a length that cannot be")]
    [InlineData("\"bytes\"", "feffffffffffffffff01", "a length that cannot be")]
    [InlineData("\"string\"", "02ff", "a string that is no UTF-8")]
    [InlineData("\"boolean\"", "02", "neither 0 nor 1")]
    [InlineData("""["null"]""", "02", "a union's branch")]
    [InlineData("""{"type":"enum","name":"E","symbols":["A"]}""", "02", "an enumeration's symbol")]
    [InlineData("\"int\"", "0000", "byte 1 has more than the schema describes")]
    public void Convert_Malformed_NamesTheByte(string schema, string hex, string fault) =>
        Assert.Contains(fault, Converted.Fault(Format(schema), System.Convert.FromHexString(hex)), StringComparison.Ordinal);

    [Fact]
    public void Convert_EndlessNulls_StopAtTheLimit() =>
        Assert.Contains("bytes of JSON", Converted.Fault(Format("""{"type":"array","items":"null"}"""), System.Convert.FromHexString("feffffffffffffffff01")), StringComparison.Ordinal);

    [Fact]
    public void Convert_RecordWithinItself_StopsAtTheDepth() =>
        Assert.Contains("deeper than 256", Converted.Fault(Format("""{"type":"record","name":"R","fields":[{"name":"r","type":"R"}]}"""), [0]), StringComparison.Ordinal);

    [Fact]
    public void Convert_DeepList_StopsAtTheDepth()
    {
        var schema = Format("""{"type":"record","name":"R","fields":[{"name":"r","type":["null","R"]}]}""");
        Assert.Contains("deeper than 256", Converted.Fault(schema, [.. Enumerable.Repeat((byte)2, 100_000), 0]), StringComparison.Ordinal);
    }

    [Fact]
    public void Convert_BareRecordWithoutSchema_SaysWhatIsMissing() => Assert.Contains("outputSchema", Converted.Fault(new AvroFormat(null), [0]), StringComparison.Ordinal);

    [Fact]
    public void Convert_UnknownCodec_IsSaid()
    {
        byte[] file = [.. "Obj\u0001"u8, 4, 22, .. "avro.schema"u8, 12, .. "\"long\""u8, 20, .. "avro.codec"u8, 8, .. "zstd"u8, 0, .. new byte[16], 2, 2, 0, .. new byte[16]];
        Assert.Contains("other than null, deflate and snappy", Converted.Fault(new AvroFormat(null), file), StringComparison.Ordinal);
    }

    [Fact]
    public void Convert_SnappyThatClaimsGigabytes_MakesNoRoomForThem()
    {
        var block = new byte[9];
        byte[] length = [0xFF, 0xFF, 0xFF, 0x1F, 0];
        length.CopyTo(block, 0);
        BinaryPrimitives.WriteUInt32BigEndian(block.AsSpan(5), 0);
        byte[] file = [.. "Obj\u0001"u8, 4, 22, .. "avro.schema"u8, 12, .. "\"long\""u8, 20, .. "avro.codec"u8, 12, .. "snappy"u8, 0, .. new byte[16], 2, 18, .. block, .. new byte[16]];
        Assert.Contains("damaged", Converted.Fault(new AvroFormat(null), file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"record","name":"R"}""")]
    [InlineData("""{"type":"recrod","name":"R"}""")]
    [InlineData("""{"type":"array"}""")]
    [InlineData("""["Unknown"]""")]
    [InlineData("""{"type":"fixed","name":"F","size":-1}""")]
    [InlineData("""{"type":"record","name":"\ud800","fields":[]}""")]
    [InlineData("12")]
    [InlineData("{")]
    public void Parse_NoSchema_IsRefused(string schema) => Assert.Throws<SchemaException>(() => AvroSchema.Parse(Encoding.UTF8.GetBytes(schema)));

    private static AvroFormat Format(string schema) => new(AvroSchema.Parse(Encoding.UTF8.GetBytes(schema)));
}
