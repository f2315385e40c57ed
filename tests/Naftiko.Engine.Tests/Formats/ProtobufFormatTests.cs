using Naftiko.Engine.Formats;
using Naftiko.Engine.Formats.Protobuf;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;

namespace Naftiko.Engine.Tests.Formats;

public sealed class ProtobufFormatTests
{
    private static readonly SourceSpan At = SourceSpan.OfFile("ships.yml");

    [Fact]
    public void Convert_MessageOfProtoc_IsItsJson()
    {
        // The bytes are those of protoc 3.21.12 (--encode); the sample beside them is the message in its text form.
        const string Expected = """
            {"fullName":"Ada Löwe","id":9223372036854775807,"scores":[1,-2,300],"loose":[7,8],
            "addresses":{"home":{"streetName":"Main St","owner":{"fullName":"Bob"}}},"codes":{"-5":"minus"},"kind":"HUMAN","phone":18446744073709551615,
            "createdAt":"2023-11-14T22:13:20.120Z","timeout":"-3.500s","nick":"ada","extra":{"a":[1.5,null,true]},"ratio":0.1,"half":0.5,"below":-1,
            "farBelow":-9007199254740993,"f32":4294967295,"f64":18446744073709551615,"sf64":-9223372036854775808,"isAdmin":true,"photo":"AP8=",
            "others":[{"streetName":"A"},{"streetName":"B"}],"customName":"c","nothing":"NaN"}
            """;
        Assert.Equal(Expected.ReplaceLineEndings(""), Converted.Json(Format(Converted.SampleText("person.proto")), Converted.Sample("person.b64")));
    }

    [Fact]
    public void Convert_Proto2WithGroupsAndExtensions_IsItsJson() => Assert.Equal(
        """{"name":"n","inner":{"depth":3,"deeper":{"text":"t"}},"packedLater":[-1,64],"level":"BELOW"}""",
        Converted.Json(Format(Converted.SampleText("legacy.proto")), Converted.Sample("legacy.b64")));

    [Theory]
    [InlineData("int32 a = 1;", "0801 0802", """{"a":2}""")]
    [InlineData("int32 a = 1;", "1001 0801 1a0161", """{"a":1}""")]
    [InlineData("int32 a = 1;", "0a0161", "{}")]
    [InlineData("repeated int32 a = 1;", "0801 0a020203 0804", """{"a":[1,2,3,4]}""")]
    [InlineData("oneof x { int32 a = 1; string b = 2; }", "0801 120178", """{"b":"x"}""")]
    [InlineData("oneof x { int32 a = 1; string b = 2; }", "120178 0801", """{"a":1}""")]
    [InlineData("M m = 1; int32 a = 2;", "0a021001 0a040a021002", """{"m":{"m":{"a":2},"a":1}}""")]
    [InlineData("map<string, int32> m = 1;", "0a05 0a0161 1001 0a05 0a0161 1002 0a00", """{"m":{"a":2,"":0}}""")]
    [InlineData("enum E { Z = 0; } E e = 1;", "0807", """{"e":7}""")]
    [InlineData("string foo_bar_baz = 1;", "0a0178", """{"fooBarBaz":"x"}""")]
    [InlineData("bool b = 1;", "0800", """{"b":false}""")]
    public void Convert_Wire_FollowsTheRules(string fields, string hex, string json) => Assert.Equal(json, Converted.Json(Format($"message M {{ {fields} }}"), Bytes(hex)));

    [Theory]
    [InlineData("0a05 61", "in a message M: it ends too early (byte 2 of its 3)")]
    [InlineData("0a ffffffff0f 61", "it ends too early")]
    [InlineData("0a ffffffffffffffffff01", "it ends too early")]
    [InlineData("0a ffffffffffffffffffff01", "a number beyond 64 bits")]
    [InlineData("0a80", "it ends too early")]
    [InlineData("0f", "a tag that no field has")]
    [InlineData("00", "a tag that no field has")]
    [InlineData("0d0000", "it ends too early")]
    [InlineData("0a02 c328", "a string is no UTF-8")]
    [InlineData("0b 14", "a group ends that did not begin")]
    [InlineData("0c", "a group ends that did not begin")]
    [InlineData("0b", "it ends too early")]
    public void Convert_Malformed_IsSaid(string hex, string fault) => Assert.Contains(fault, Converted.Fault(Format("message M { string s = 1; }"), Bytes(hex)), StringComparison.Ordinal);

    [Fact]
    public void Convert_DeepMessages_StopAtTheDepth()
    {
        byte[] body = [];
        for (var i = 0; i < 300; i++)
        {
            byte[] length = body.Length < 128 ? [(byte)body.Length] : [(byte)(body.Length | 0x80), (byte)(body.Length >> 7)];
            body = [0x0A, .. length, .. body];
        }

        Assert.Contains("deeper than 256", Converted.Fault(Format("message M { M m = 1; }"), body), StringComparison.Ordinal);
    }

    [Fact]
    public void Convert_DeepUnknownGroups_AreSkipped() =>
        Assert.Equal("{}", Converted.Json(Format("message M { int32 a = 9; }"), [.. Enumerable.Repeat((byte)0x0B, 100_000), .. Enumerable.Repeat((byte)0x0C, 100_000)]));

    [Fact]
    public void Convert_AnyByteDamaged_NeverCrashes()
    {
        var format = Format(Converted.SampleText("person.proto"));
        var good = Converted.Sample("person.b64");
        for (var i = 0; i < good.Length * 8; i++)
        {
            var bad = (byte[])good.Clone();
            bad[i / 8] ^= (byte)(1 << (i % 8));
            if (Conversion.TryRun(format, bad, null, 200, out var json, out var failure))
            {
                json.Dispose();
            }
            else
            {
                Assert.StartsWith("the upstream's answer cannot be read as protobuf: ", failure.Detail, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Load_MessageName_PicksIt()
    {
        const string Schema = "package p; message A { int32 a = 1; message In { int32 i = 1; } } message B { int32 b = 1; }";
        Assert.Equal("p.A", Load(Schema, null, out _)?.FullName);
        Assert.Equal("p.B", Load(Schema, "B", out _)?.FullName);
        Assert.Equal("p.B", Load(Schema, "p.B", out _)?.FullName);
        Assert.Equal("p.A.In", Load(Schema, "A.In", out _)?.FullName);
    }

    [Fact]
    public void Load_Imports_AreOpenedFromTheFileThatNamesThem()
    {
        var message = ProtobufSchema.Load(
            new SourceText("protos/a.proto", "import \"b.proto\";\nmessage A { lib.B b = 1; }"),
            null,
            At,
            (file, from) => file == "b.proto" && from is { File: "protos/a.proto", Line: 1 } ? new SourceText("protos/b.proto", "package lib; import \"a.proto\"; message B { int32 x = 1; }")
                : file == "a.proto" ? new SourceText("protos/a.proto", "") : null,
            []);
        Assert.NotNull(message);
        Assert.Equal("""{"b":{"x":1}}""", Converted.Json(new ProtobufFormat(message), Bytes("0a020801")));
    }

    [Theory]
    [InlineData("message A { int32 a 1; }", "'1' stands where '=' should", 21)]
    [InlineData("message A { Nope a = 1; }", "the type 'Nope' is not declared", 13)]
    [InlineData("message A { int32 a = 1; int32 b = 1; }", "the number 1 stands twice in A", 32)]
    [InlineData("message A { int32 a = 99999999999; }", "'99999999999' is no number of 32 bits", 23)]
    [InlineData("message A { map<double, int32> a = 1; }", "'double' cannot be the key of a map", 17)]
    [InlineData("message A {} message A {}", "'A' is declared twice", 22)]
    [InlineData("message A {", "the file ends where a name should stand", 12)]
    [InlineData("hello", "'hello' is no declaration of a .proto file", 1)]
    [InlineData("/* open", "a comment does not end", 1)]
    public void Load_Malformed_HasThePlace(string schema, string message, int column)
    {
        Assert.Null(Load(schema, null, out var diagnostic));
        Assert.Equal("NFK3021", diagnostic?.Id);
        Assert.Equal(message, diagnostic?.Message);
        Assert.Equal(("s.proto", 1, column), (diagnostic?.Span.File, diagnostic?.Span.Line, diagnostic?.Span.Column));
    }

    [Fact]
    public void Load_UnknownMessage_HasAHint()
    {
        Assert.Null(Load("message Ship {}", "Shipp", out var diagnostic));
        Assert.Equal("did you mean 'Ship'?", diagnostic?.Hint);
        Assert.Equal("ships.yml", diagnostic?.Span.File);
    }

    [Fact]
    public void Load_DeeplyNestedSchema_IsRefused()
    {
        Assert.Null(Load(string.Concat(Enumerable.Repeat("message A {", 10_000)), null, out var diagnostic));
        Assert.Contains("at most 64 levels", diagnostic?.Message, StringComparison.Ordinal);
    }

    private static ProtobufFormat Format(string schema)
    {
        var message = Load(schema, null, out var diagnostic);
        Assert.True(message is not null, diagnostic?.ToString());
        return new ProtobufFormat(message);
    }

    private static ProtoMessage? Load(string schema, string? message, out Diagnostic? diagnostic)
    {
        var diagnostics = new DiagnosticBag();
        var found = ProtobufSchema.Load(new SourceText("s.proto", schema), message, At, (_, _) => null, diagnostics);
        diagnostic = diagnostics.FirstOrDefault();
        return found;
    }

    private static byte[] Bytes(string hex) => System.Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
