using Naftiko.Spec.Diagnostics;

namespace Naftiko.Spec.Tests.Rules;

/// <summary>Each rule with what it finds and with its nearest neighbour that is right.</summary>
public sealed class RuleTests
{
    [Theory]
    [InlineData("consumes: [{ namespace: a, type: http, baseUri: 'https://a.test' }]\nexposes: [{ type: rest, namespace: a }]", 1)]
    [InlineData("consumes: [{ namespace: a, type: http, baseUri: 'https://a.test' }]\nexposes: [{ type: rest, namespace: b }]", 0)]
    [InlineData("binds: [{ namespace: a, keys: { K: K } }]\nexposes: [{ type: rest, namespace: a }]", 1)]
    [InlineData("aggregates: [{ namespace: a, flows: {} }]\nexposes: [{ type: rest, namespace: a }]", 0)]
    public void SharedNamespace(string capability, int count) => Finds("NFK9001", capability, count);

    [Theory]
    [InlineData("consumes: [{ namespace: a, type: http, baseUri: 'https://a.test', auth: { type: bearer, token: t } }]", 1)]
    [InlineData("consumes: [{ namespace: a, type: http, baseUri: 'https://a.test', authentication: { type: bearer, token: t } }]", 0)]
    [InlineData("consumes: [{ namespace: a, type: http, baseUri: 'https://a.test', headers: { X: y } }]", 1)]
    [InlineData("consumes: [{ namespace: a, type: http, baseUri: 'https://a.test', resources: [{ path: /, operations: [{ id: one }, { id: two }] }] }]", 1)]
    [InlineData("consumes: [{ namespace: a, type: http, baseUri: 'https://a.test', resources: [{ path: /, operations: [{ name: one, body: { type: form, data: {} } }, { name: two, body: { type: multipart } }] }] }]", 2)]
    [InlineData("exposes: [{ type: http, namespace: a }]", 1)]
    [InlineData("exposes: [{ type: mcp, namespace: a, tools: [{ name: t, title: T, call: a.b, annotations: { readOnlyHint: true } }] }]", 3)]
    [InlineData("exposes: [{ type: mcp, namespace: a, tools: [{ name: t, label: T, call: a.b, hints: { readOnly: true } }] }]", 0)]
    [InlineData("aggregates: [{ namespace: a, functions: [{ name: f, steps: [], mappings: [{ targetName: x, mapping: $.a }] }] }]", 1)]
    public void PublishedSpelling(string capability, int count) => Finds("NFK9018", capability, count);

    [Theory]
    [InlineData("consumes: [{ namespace: a, type: http, baseUri: 'https://a.test/' }]", 1)]
    [InlineData("consumes: [{ namespace: a, type: http, baseUri: 'https://a.test/v1' }]", 0)]
    [InlineData("exposes: [{ type: rest, namespace: a, resources: [{ path: /ships/ }] }]", 1)]
    [InlineData("exposes: [{ type: rest, namespace: a, resources: [{ path: / }] }]", 0)]
    public void TrailingSlash(string capability, int count) => Finds("NFK9002", capability, count);

    [Theory]
    [InlineData("consumes: [{ namespace: a, type: http, baseUri: 'https://a.test', resources: [{ name: r, path: '/x?y=1' }] }]", 1)]
    [InlineData("consumes: [{ namespace: a, type: http, baseUri: 'https://a.test', resources: [{ name: r, path: '/x' }] }]", 0)]
    [InlineData("exposes: [{ type: rest, namespace: a, resources: [{ path: '/x?y=1' }] }]", 1)]
    [InlineData("exposes: [{ type: rest, namespace: a, resources: [{ path: '/x' }] }]", 0)]
    public void QueryInPath(string capability, int count) => Finds("NFK9003", capability, count);

    [Theory]
    [InlineData("consumes: [{ namespace: a, type: http, baseUri: 'https://api.example.com/v1' }]", 1)]
    [InlineData("consumes: [{ namespace: a, type: http, baseUri: 'https://notexample.com' }]", 0)]
    [InlineData("exposes: [{ type: rest, namespace: a, address: api.example.com }]", 1)]
    [InlineData("exposes: [{ type: rest, namespace: a, address: localhost }]", 0)]
    public void ExampleHost(string capability, int count) => Finds("NFK9004", capability, count);

    [Theory]
    [InlineData("safe: true", "hints: { readOnly: false }", 1)]
    [InlineData("safe: true", "hints: { destructive: true }", 1)]
    [InlineData("idempotent: true", "hints: { idempotent: false }", 1)]
    [InlineData("safe: true, idempotent: true", "hints: { readOnly: true, idempotent: true, openWorld: true }", 0)]
    [InlineData("cacheable: true", "hints: { readOnly: false }", 0)]
    public void HintsAgainstSemantics(string semantics, string hints, int count) =>
        Finds("NFK9005", $"{Flow(semantics)}\nexposes: [{{ type: mcp, namespace: m, tools: [{{ name: t, ref: a.f, {hints} }}] }}]", count);

    [Theory]
    [InlineData("safe: true", "POST", 1)]
    [InlineData("safe: false", "GET", 1)]
    [InlineData("idempotent: true", "PATCH", 1)]
    [InlineData("safe: true, idempotent: true", "GET", 0)]
    [InlineData("safe: false, idempotent: true", "PUT", 0)]
    public void MethodAgainstSemantics(string semantics, string method, int count) =>
        Finds("NFK9005", $"{Flow(semantics)}\nexposes: [{{ type: rest, namespace: r, resources: [{{ path: /x, operations: [{{ method: {method}, ref: a.f }}] }}] }}]", count);

    [Theory]
    [InlineData("exposes: [{ type: mcp, transport: stdio, namespace: a, authentication: { type: bearer, token: t } }]", 1)]
    [InlineData("exposes: [{ type: mcp, transport: http, namespace: a, authentication: { type: bearer, token: t } }]", 0)]
    [InlineData("exposes: [{ type: mcp, transport: stdio, namespace: a }]", 0)]
    public void StdioAuthentication(string capability, int count) => Finds("NFK9006", capability, count);

    [Theory]
    [InlineData("authorizationServerUri: 'http://as.test', resource: 'https://me.test', scopes: [a]", 1)]
    [InlineData("authorizationServerUri: 'https://as.test', resource: 'http://me.test', scopes: [a]", 1)]
    [InlineData("authorizationServerUri: 'https://as.test', resource: 'https://me.test'", 1)]
    [InlineData("authorizationServerUri: 'https://as.test', resource: 'https://me.test', scopes: [a]", 0)]
    public void WeakOAuth2(string settings, int count) => Finds("NFK9007", $"exposes: [{{ type: mcp, namespace: a, authentication: {{ type: oauth2, {settings} }} }}]", count);

    [Theory]
    [InlineData("aggregates: [{ namespace: a, flows: { f: { outputParameters: { x: { value: '1' } } } } }]", 1)]
    [InlineData("aggregates: [{ namespace: a, flows: { f: { description: F, outputParameters: { x: { value: '1' } } } } }]", 0)]
    [InlineData("consumes: [{ namespace: a, type: http, baseUri: 'https://a.test' }, { namespace: b, type: http, baseUri: 'https://b.test' }]", 1)]
    [InlineData("consumes: [{ namespace: a, type: http, baseUri: 'https://a.test', description: A }]", 0)]
    [InlineData("exposes: [{ type: rest, namespace: a, resources: [{ path: /x }] }]", 1)]
    [InlineData("exposes: [{ type: rest, namespace: a, resources: [{ path: /x, description: X, operations: [{ method: GET, call: a.b }] }] }]", 1)]
    [InlineData("exposes: [{ type: rest, namespace: a, resources: [{ path: /x, description: X, operations: [{ method: GET, ref: a.b }] }] }]", 0)]
    public void NoDescription(string capability, int count) => Finds("NFK9008", capability, count);

    [Theory]
    [InlineData("", 1)]
    [InlineData("info: { display: D, tags: [a] }", 0)]
    public void NoTags(string root, int count) => Assert.Equal(count, Count("NFK9009", $"ikanos: 1.0.0-beta5\n{root}\ncapability: {{}}\n"));

    [Theory]
    [InlineData("get ship", 1)]
    [InlineData("get.ship", 1)]
    [InlineData("", 1)]
    [InlineData("get-Ship_2", 0)]
    public void StepName(string name, int count) =>
        Finds("NFK9010", $"exposes: [{{ type: mcp, namespace: a, tools: [{{ name: t, steps: [{{ name: '{name}', type: call, call: a.b }}] }}] }}]", count);

    [Theory]
    [InlineData("tools: [{ name: t, steps: [{ name: a.b, call: a.b }] }]")]
    [InlineData("resources: [{ name: t, uri: 'x:y', steps: [{ name: a.b, call: a.b }] }]")]
    [InlineData("prompts: [{ name: t, steps: [{ name: a.b, call: a.b }] }]")]
    public void StepName_OfEveryUnit(string units) => Finds("NFK9010", $"exposes: [{{ type: mcp, namespace: a, {units} }}]", 1);

    [Theory]
    [InlineData("{ type: skill, namespace: a, skills: [{ name: s, description: 'eval(1)', tools: [{ name: t, description: '<script>' }] }] }", 2)]
    [InlineData("{ type: mcp, namespace: a, description: 'eval(1)', prompts: [{ name: p, description: '<script>', template: 'eval(this)' }] }", 2)]
    [InlineData("{ type: mcp, namespace: a, resources: [{ name: r, uri: 'x:y', description: '<script>' }] }", 1)]
    [InlineData("{ type: rest, namespace: a, resources: [{ path: /x, description: '<script>', operations: [{ description: 'eval(1)', inputParameters: [{ name: i, description: 'eval(1)' }] }] }] }", 3)]
    public void ScriptInText_OfEveryPart(string surface, int count) => Finds("NFK9011", $"exposes: [{surface}]", count);

    [Theory]
    [InlineData("<SCRIPT>alert(1)</script>", 1)]
    [InlineData("runs eval(x)", 1)]
    [InlineData("evaluates a script", 0)]
    public void ScriptInText(string text, int count) => Finds("NFK9011", $"exposes: [{{ type: mcp, namespace: a, tools: [{{ name: t, description: '{text}', call: a.b }}] }}]", count);

    [Theory]
    [InlineData("exposes: [{ type: control, port: 9 }, { type: control, port: 9 }]", 0)]
    [InlineData("exposes: [{ type: control, port: 9 }, { type: rest, namespace: r, port: 9 }]", 1)]
    [InlineData("exposes: [{ type: control, port: 9 }, { type: rest, namespace: r, port: 10 }]", 0)]
    public void ControlPort(string capability, int count) => Finds("NFK9012", capability, count);

    [Theory]
    [InlineData("address: 0.0.0.0", 1)]
    [InlineData("address: localhost", 0)]
    [InlineData("description: D", 0)]
    public void ControlAddress(string setting, int count) => Finds("NFK9013", $"exposes: [{{ type: control, port: 9, {setting} }}]", count);

    [Theory]
    [InlineData("file: a.js", "", 2)]
    [InlineData("language: javascript, location: 'file:///./s'", "", 1)]
    [InlineData("file: a.js, language: javascript", "", 1)]
    [InlineData("file: a.js, language: javascript, location: 'file:///./s'", "", 0)]
    [InlineData("file: a.rb, language: ruby, location: 'file:///./s'", "", 1)]
    [InlineData("file: a.js, language: JS, location: 'file:///./s'", "", 0)]
    [InlineData("file: a.js", ", { type: control, port: 9, management: { scripting: { defaultLanguage: python, defaultLocation: 'file:///./s' } } }", 0)]
    public void IncompleteScript(string step, string control, int count) =>
        Finds("NFK9014", $"exposes: [{{ type: mcp, namespace: a, tools: [{{ name: t, steps: [{{ name: s, type: script, {step} }}] }}] }}{control}]", count);

    [Theory]
    [InlineData("ikanos: 1.0.0-beta5\nexposes: [{ type: rest, resources: [] }]\n", 1)]
    [InlineData("ikanos: 1.0.0-beta5\nexposes: [{ type: rest, namespace: a, resources: [] }]\n", 0)]
    [InlineData("ikanos: 1.0.0-beta5\nexposes: [{ type: control, port: 9 }]\n", 0)]
    [InlineData("ikanos: 1.0.0-beta5\ncapability: { exposes: [{ type: rest, resources: [] }] }\n", 1)]
    [InlineData("ikanos: 1.0.0-beta5\ncapability: { exposes: { a: { type: rest, resources: [] } } }\n", 0)]
    [InlineData("ikanos: 1.0.0-beta5\naggregates: [{ flows: {} }]\n", 1)]
    public void NoNamespace(string file, int count) => Assert.Equal(count, Count("NFK9015", file));

    [Theory]
    [InlineData("./identity.json", 1)]
    [InlineData("{{UNKNOWN}}", 1)]
    [InlineData("{{ZITI}}", 0)]
    [InlineData("{{s.ZITI}}", 0)]
    public void TunnelIdentity(string identity, int count) => Finds("NFK9016", Tunnel($"identity: '{identity}'", "https://crm.internal"), count);

    [Theory]
    [InlineData("fallback: direct", "https://crm.internal", 1)]
    [InlineData("fallback: fail", "https://crm.internal", 0)]
    [InlineData("fallback: fail", "https://api.crm.com", 1)]
    [InlineData("fallback: fail", "https://10.0.0.1", 0)]
    public void NeedlessTunnel(string setting, string baseUri, int count) => Finds("NFK9017", Tunnel(setting + ", identity: '{{ZITI}}'", baseUri), count);

    [Fact]
    public void ImportedParts_AreCheckedInTheirOwnFile()
    {
        using var folder = new ReadFolder().With("part.yml", "ikanos: 1.0.0-beta5\nconsumes: [{ namespace: a, type: http, baseUri: 'https://a.test/' }]\n");

        folder.Read("ikanos: 1.0.0-beta5\ncapability:\n  consumes: [{ from: ./part.yml, import: a }]\n");

        Assert.DoesNotContain(folder.Diagnostics, d => d.Id == "NFK9002");
    }

    private static string Flow(string semantics) => $"aggregates: [{{ namespace: a, flows: {{ f: {{ description: F, semantics: {{ {semantics} }}, outputParameters: {{ x: {{ value: '1' }} }} }} }} }}]";

    private static string Tunnel(string settings, string baseUri) =>
        $"binds: [{{ namespace: s, keys: {{ ZITI: ZITI }} }}]\nconsumes: [{{ namespace: a, type: http, baseUri: '{baseUri}', tunnel: {{ type: ziti, service: crm, {settings} }} }}]";

    private static void Finds(string id, string capability, int count) =>
        Assert.Equal(count, Count(id, $"ikanos: 1.0.0-beta5\ncapability:\n  {capability.Replace("\n", "\n  ", StringComparison.Ordinal)}\n"));

    private static int Count(string id, string file)
    {
        using var folder = new ReadFolder();
        folder.Read(file);
        Assert.DoesNotContain(folder.Diagnostics, d => d.Severity == Severity.Error);
        return folder.Diagnostics.Count(d => d.Id == id);
    }
}
