using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.Tests.Yaml.Ordinary;

/// <summary>The reader of ordinary YAML reads as the reader of all YAML does, or leaves the text to it.</summary>
public sealed class OrdinaryYamlTests
{
    private const int Mutations = 6_000;

    public static TheoryData<string> Ordinary =>
    [
        // Mappings and lists.
        "a: 1", "a: 1\n", "a: 1\nb: 2\n", "a:\n  b: 1\n  c:\n    d: 2\ne: 3\n", "  a: 1\n  b: 2\n", "a:\n- 1\n- 2\nb: 3\n", "a:\n  - 1\n  - 2\n", "- a\n- b\n", "- a: 1\n  b: 2\n- c: 3\n",
        "- - a\n  - b\n- - c\n", "-\n  a: 1\n-\n  - b\n", "-   a: 1\n    b: 2\n", "- a:\n  - b\n  c: d\n", "a:\n- b:\n- c\n", "a:   \n  b: 1\n", "a:\n\n\n  b: 1\n\n\nc: 2\n",

        // Values that are not written.
        "a:", "a:\n", "a:\nb:\n", "a: # nothing\nb: 1\n", "a:\n  b:\nc:\n", "-\n-\n", "- a\n-\n", "a:\n-\n-\nb: 1\n", "- \n- b\n",

        // Plain scalars.
        "a: b c  d\n", "a: b:c\n", "a: http://x:80/y#z\n", "a: b#c\n", "a: b # c\n", "a: b  # c\n", "a: -1\n", "a: --b\n", "a: b\n  c\n  d\nd: 1\n", "a: b\n\n  c\n\n\n  d\n", "a: b   \n  c   \n",
        "a:\n  b\n  c\n", "- b\n  c\n- d\n", "a: b\n  - c\n", "a: b\n  # not a part\nc: d\n", "a: b\n# a comment\nc: d\n", "a: b\n   \n  c\n", "a b: c\n", "a : b\n", "a:b: c\n", "a: 'b' \n", "a.b/c{d}: e\n",
        "a: \u00e9 \U0001F600\nb: 1\n", "a: yes\nb: No\nc: 'on'\nyes: true\n", "a: ~\nb: 0x1F\nc: 1e3\nd: .inf\ne: null\n", "a: b * c\n", "a: x **b** y\n", "a: x {{b}} c\n",

        // Scalars in quotes.
        "a: 'b'\n", "a: \"b\"\n", "a: ''\nb: \"\"\n", "a: 'it''s'\n", "'a': 1\n\"b\": 2\n", "\"a\" : 1\n", "'a b: c': d\n", "a: 'b\n  c\n\n  d'\n", "a: \"b\n  c\n\n  d\"\n", "a: 'b   \n   c'\n", "a: 'b\n\n\n  '\n",
        "a: \"\\n\\t\\\"\\\\\\/\\0\\a\\b\\v\\f\\r\\e\\ \\N\\_\\L\\P\"\n", "a: \"\\x41\\u00e9\\U0001F600\"\n", "a: \"b \\\n  c\"\n", "a: \"b\\\n  \\ c\"\n", "a: \"b\\\n\n  c\"\n", "a: \"b\\  \n  c\"\n", "a: \"b\" # c\n",
        "- 'a'\n- \"b\"\n", "a:\n  'b'\n", "a: '#b'\nc: ': '\n",

        // Literal and folded scalars.
        "a: |\n  b\n  c\n", "a: |-\n  b\n", "a: |+\n  b\n\n\n", "a: |\n  b", "a: >\n  b\n  c\n\n  d\n", "a: >-\n  b\n   c\n  d\n", "a: >\n\n  b\n\n\n   c\n\n  d\n", "a: >+\n  b\n\nc: d\n", "a: |\n\n  b\n", "a: |  # comment\n  # text\n",
        "a: |\n  b\n\n   c\nd: 1\n", "- |\n  b\n- >\n  c\n", "a: |\n  b  \n  c: d\n  - e\n", "a: |\n    b\n  \n    c\n", "a: |\n  b\n     \n", "a:\n  |\n  b\n", "a: |\n  b\n# comment\nc: d\n",

        // In brackets.
        "a: []\nb: {}\n", "a: [1, b, 'c', \"d\"]\n", "a: { b: 1, c: 'd' }\n", "a: {b: [1, {c: d}], e: f}\n", "a: [\n  1,\n  2\n]\nb: 3\n", "a: [1, 2,]\nb: {c: 1,}\n", "{\"a\":1,\"b\":[true,null],\"c\":{\"d\":\"e\"}}", "[1, 2]\n",
        "{\n  \"a\": 1,\n  \"b\": {\n    \"c\": [ ]\n  }\n}\n", "a: [b # c\n  , d]\n", "a: [a b, c:d, -1]\n", "a: {b: x:y}\n", "- [a]\n- {b: c}\n", "a: [yes, no]\n", "a: { \"b\":\n  c }\n", "a:\n  [b]\n", "a: [b] # c\n",

        // Around it all.
        "# comment\n\na: 1\n", "---\na: 1\n", "--- # comment\n- a\n", "# c\n---\n# d\na: 1\n", "a: 1\n# the end", "a: 1\r\nb:\r\n- c\r\n- d\r\n", "a: |\r\n  b\r\n\r\n  c\r\n", "a: 'b\r\n  c'\r\n", "a: b\r\n  c\r\n", "a: 1\n   ",
    ];

    public static TheoryData<string> Extraordinary =>
    [
        "", "# nothing\n", "a", "'a'\n", "---\n", "--- a\n", "--- |\n  a\n", "a: 1\n---\nb: 2\n", "a: 1\n...\n", "%YAML 1.2\n---\na: 1\n", "\uFEFFa: 1\n", "a:\t1\n", "a: 1\rb: 2\n", "a: b\u2028c\n", "a: b\u0085c\n",
        "a: &x 1\nb: *x\n", "a: !!str 1\n", "a: !x b\n", "<<: {a: 1}\n", "{<<: {a: 1}}", "? a\n: b\n", "a: ?b\n", "a: :b\n", "[a: b]\n", "{a}\n", "{a, b: c}\n", "{a: }\n", "a: [b\n  c]\n", "a: {b\n  : c}\n", "{{a}}: b\n", "a: {{b}}\n",
        "a: 1\na: 2\n", "{a: 1, a: 2}\n", "a: b: c\n", "a: 'b': c\n", "a: - b\n", "a: @b\n", "a: `b\n", "a: %b\n", "a: ,b\n", "a: ]\n", "a\nb: c\n", "a: b\n c: d\n", "a:\n    b: 1\n  c: 2\n", "- a\nb: c\n", "a: 1\n- b\n", " a: 1\nb: 2\n",
        "a: 'b\n", "a: \"b\n", "a: 'b\nc'\n", "a: \"b\nc\"\n", "a: 'b' c\n", "a: 'b'# c\n", "a: \"b\"# c\n", "a: \"\\q\"\n", "a: \"\\ud83d\\ude00\"\n", "a: \"\\U00110000\"\n", "a: \"\\x4\"\n", "a: [b]# c\n", "a: [b,# c\n  d]\n", "a: [b\n", "a: {b: c\n", "a: [b]]\n",
        "[\"a\n---\nb\"]\n", "[a,\n---\n]\n", "a: |2\n    b\n", "a: |\n", "a: |\nb: 1\n", "a: |\n   \n  b\n", "a: |x\n  b\n", "a: |# c\n  b\n", "a: x *b: c\n", "x *a: b\n", "--- a: b\n", "a: 1\n--- b: 2\n", "a: 1\n... b: 2\n", "a: b # c\n  d\n",
        $"{new string('k', 1_025)}: 1\n", "a: b\n  c: d\n",
    ];

    [Theory]
    [MemberData(nameof(Ordinary))]
    public void TryRead_OrdinaryText_GivesWhatTheOtherReaderGives(string text)
    {
        var reading = Reading.Of(text);
        Assert.NotNull(reading.Quick);
        Assert.Equal(reading.Full, reading.Quick);
    }

    [Theory]
    [MemberData(nameof(Extraordinary))]
    public void TryRead_AnyOtherText_IsLeftToTheOtherReader(string text) => Assert.Null(Reading.Of(text).Quick);

    [Fact]
    public void TryRead_RepositoryFiles_NeverDiffer() => AssertSame(Corpus.Repository, atLeast: 0.9);

    [Fact]
    public void TryRead_PublishedFiles_NeverDiffer()
    {
        Assert.SkipWhen(Corpus.Published.Count == 0, "No published files beside the repository.");
        AssertSame(Corpus.Published, atLeast: 0.95);
    }

    [Fact]
    public void TryRead_DamagedFiles_NeverDiffer()
    {
        IReadOnlyList<string> texts = [.. Corpus.Repository, .. Corpus.Published, .. Ordinary.Select(row => row.Data)];
        var readings = Enumerable.Range(0, Mutations).Select(seed => (Seed: seed, Reading: Reading.Of(new Mutation(seed).Of(texts)))).ToList();
        Assert.Empty(readings.Where(r => !r.Reading.IsSame).Select(r => $"seed {r.Seed}"));
        Assert.True(readings.Count(r => r.Reading.Quick is not null) > Mutations / 20, "too few are read at all");
    }

    [Theory]
    [InlineData("a: [[1]]\n", 2, 100, 100)]
    [InlineData("a:\n  b:\n    c: 1\n", 2, 100, 100)]
    [InlineData("a: 1\nb: 2\n", 9, 4, 100)]
    [InlineData("a: 12345\n", 9, 100, 5)]
    public void TryRead_BeyondTheBudget_IsLeftToTheOtherReader(string text, int depth, int nodes, int characters)
    {
        var budget = new YamlBudget { MaxDepth = depth, MaxNodes = nodes, MaxCharacters = characters };
        Assert.Null(Reading.Of(text, budget).Quick);
        Assert.NotNull(Reading.Of(text, budget with { MaxDepth = depth + 1, MaxNodes = nodes + 1, MaxCharacters = characters + 1 }).Quick);
    }

    [Fact]
    public void TryRead_MoreRemarksThanAreListed_SaysSoLikeTheOtherReader()
    {
        var reading = Reading.Of(string.Concat(Enumerable.Range(0, 12).Select(i => $"k{i}: yes\n")), new YamlBudget { MaxReports = 10 });
        Assert.NotNull(reading.Quick);
        Assert.Equal(reading.Full, reading.Quick);
        Assert.Contains("2 more remarks", reading.Quick, StringComparison.Ordinal);
    }

    private static void AssertSame(IReadOnlyList<string> texts, double atLeast)
    {
        var readings = texts.Select(text => (Text: text, Reading: Reading.Of(text))).ToList();
        Assert.Empty(readings.Where(r => !r.Reading.IsSame).Select(r => r.Text));
        var read = readings.Count(r => r.Reading.Quick is not null);
        Assert.True(read >= texts.Count * atLeast, $"only {read} of {texts.Count} are read at all");
    }
}
