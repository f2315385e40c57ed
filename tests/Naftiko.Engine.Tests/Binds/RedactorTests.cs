using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Naftiko.Engine.Binds;

namespace Naftiko.Engine.Tests.Binds;

public sealed class RedactorTests
{
    /// <summary>Every kind of character that some encoding treats specially.</summary>
    private const string Hard = "p+ä/\"s\\ %41é<&'=w=😀?";

    private static readonly Redactor Hardened = Redactor.Of([KeyValuePair.Create("TOKEN", Hard)]);

    public static TheoryData<string> Spellings =>
    [
        Hard,
        Uri.EscapeDataString(Hard),
        Uri.EscapeDataString(Hard).ToLowerInvariant(),
        WebUtility.UrlEncode(Hard),
        WebUtility.UrlEncode(Hard).Replace("%2B", "+", StringComparison.Ordinal),
        Json(Hard, JavaScriptEncoder.Default),
        Json(Hard, JavaScriptEncoder.UnsafeRelaxedJsonEscaping),
        Json(Hard, JavaScriptEncoder.Default).Replace("\\u002B", "\\u002b", StringComparison.Ordinal),
        Json(Hard, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Replace("/", "\\/", StringComparison.Ordinal),
        Json(Hard, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Replace("+", "\\u002b", StringComparison.Ordinal),
        Json(Json(Hard, JavaScriptEncoder.Default), JavaScriptEncoder.Default),
        Json(Uri.EscapeDataString(Hard), JavaScriptEncoder.Default),
        Uri.EscapeDataString(Json(Hard, JavaScriptEncoder.Default)),
        Uri.EscapeDataString(Uri.EscapeDataString(Hard)),
    ];

    [Theory]
    [MemberData(nameof(Spellings))]
    public void Redact_EverySpelling_IsReplaced(string spelling)
    {
        Assert.Equal("a {{TOKEN}} b {{TOKEN}}.", Hardened.Redact($"a {spelling} b {spelling}."));
        Assert.Equal("{{TOKEN}}", Encoding.UTF8.GetString(Hardened.Redact(Encoding.UTF8.GetBytes(spelling)).Span));
    }

    [Theory]
    [InlineData("abcdef")]
    [InlineData("s3cr3t!")]
    [InlineData("ÿþ>>>???ûï¿")]
    public void Redact_Base64AtEveryAlignment_LeavesNoBitOfTheSecret(string secret)
    {
        var redactor = Redactor.Of([KeyValuePair.Create("K", secret)]);
        foreach (var before in new[] { "", "u", "us", "usr", "user:" })
        {
            foreach (var after in new[] { "", "x", "xy", "xyz" })
            {
                var standard = Convert.ToBase64String(Encoding.UTF8.GetBytes(before + secret + after));
                var other = Convert.ToBase64String(Encoding.UTF8.GetBytes(before + new string('*', Encoding.UTF8.GetByteCount(secret)) + after));
                string[] forms = [standard, standard.TrimEnd('='), standard.Replace('+', '-').Replace('/', '_'), Uri.EscapeDataString(standard)];

                Assert.All(forms, form =>
                {
                    var parts = redactor.Redact($"<{form}>").Replace("%3D", "=", StringComparison.Ordinal).Split("{{K}}");

                    // What is left on either side is what any other secret of that length would have left.
                    Assert.Equal(2, parts.Length);
                    Assert.StartsWith(parts[0], "<" + other, StringComparison.Ordinal);
                    Assert.EndsWith(parts[1].TrimEnd('>', '='), form.Replace("%3D", "=", StringComparison.Ordinal).TrimEnd('='), StringComparison.Ordinal);
                    Assert.InRange(parts[1].TrimEnd('>', '=').Length, 0, ((after.Length * 8) + 5) / 6);
                });
            }
        }
    }

    [Fact]
    public void Redact_Composite_IsNamedAsGiven()
    {
        var redactor = Redactor.Of([KeyValuePair.Create("PASSWORD", "hunter22"), KeyValuePair.Create("USER:PASSWORD", "ann:hunter22")]);

        Assert.Equal("Basic {{USER:PASSWORD}}", redactor.Redact("Basic " + Convert.ToBase64String("ann:hunter22"u8)));
    }

    [Fact]
    public void Redact_OverlappingValues_TheLongestNamesTheWholeGap()
    {
        var redactor = Redactor.Of(
            [KeyValuePair.Create("SHORT", "abcdef"), KeyValuePair.Create("LONG", "abcdefghij"), KeyValuePair.Create("LATE", "fghijklmnopq")]);

        Assert.Equal("{{LONG}} {{SHORT}}", redactor.Redact("abcdefghij abcdef"));
        Assert.Equal("<{{LATE}}>", redactor.Redact("<abcdefghijklmnopq>"));
    }

    [Fact]
    public void Redact_ShortOrBlankValues_AreLeftAlone()
    {
        var redactor = Redactor.Of([KeyValuePair.Create("A", "12345"), KeyValuePair.Create("B", ""), KeyValuePair.Create("C", "        ")]);

        Assert.Equal("12345         x", redactor.Redact("12345         x"));
    }

    [Fact]
    public void Redact_ValueWithBlanksAround_IsKnownWithoutThem() =>
        Assert.Equal("[{{A}}]", Redactor.Of([KeyValuePair.Create("A", "  secret\n")]).Redact("[secret]"));

    [Fact]
    public void Redact_NothingToFind_AnswersTheSameObject()
    {
        var text = "GET /a%20b?x=\\u0041 100% \\ \\u12 %4";
        ReadOnlyMemory<byte> bytes = Encoding.UTF8.GetBytes(text);

        Assert.Same(text, Hardened.Redact(text));
        Assert.True(bytes.Equals(Hardened.Redact(bytes)));
        Assert.Same(text, Redactor.None.Redact(text));
    }

    [Fact]
    public void Redact_TheRestOfTheText_IsUntouched() =>
        Assert.Equal("ü+ %20\\n {{A}}\t+%", Redactor.Of([KeyValuePair.Create("A", "secret")]).Redact("ü+ %20\\n secret\t+%"));

    [Fact(Timeout = 10_000)]
    public Task Redact_HostileBody_EndsSoon()
    {
        var redactor = Redactor.Of(Enumerable.Range(0, 5_000).Select(i => KeyValuePair.Create($"K{i}", $"aaaaaaaa{i}")));
        var body = new string('a', 65_536);

        Assert.Same(body, redactor.Redact(body));
        Assert.DoesNotContain("aaaaaaaa42", redactor.Redact(string.Concat(Enumerable.Repeat("%61%61aaaaaa42\\", 4_000))), StringComparison.Ordinal);
        return Task.CompletedTask;
    }

    private static string Json(string value, JavaScriptEncoder encoder) => JsonEncodedText.Encode(value, encoder).Value;
}
