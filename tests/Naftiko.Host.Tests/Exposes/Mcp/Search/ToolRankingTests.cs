using Naftiko.Engine.Binds;
using Naftiko.Engine.Compilation;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Engine.Exposes;
using Naftiko.Host.Exposes.Mcp.Search;
using Naftiko.Host.Exposes.Mcp.Sets;
using Naftiko.Host.Loading;
using Naftiko.Host.Tests.Architecture;

namespace Naftiko.Host.Tests.Exposes.Mcp.Search;

/// <summary>What people would ask for is found among published tools, where a checkout has them beside it.</summary>
public sealed class ToolRankingTests(ToolRankingTests.Catalogue catalogue) : IClassFixture<ToolRankingTests.Catalogue>
{
    private const int Top = 3;

    [Theory]
    [InlineData("delete a customer's bank account in stripe", "stripe-delete-bank-account")]
    [InlineData("list the repositories of a team on GitHub", "github-list-team-repositories")]
    [InlineData("archive a slack conversation", "slack-post-conversations-archive")]
    [InlineData("move a gmail message to the trash", "trashmessage")]
    [InlineData("send mail with gmail", "sendmessage")]
    [InlineData("send a photo to a chat", "send-photo")]
    [InlineData("start a poll in telegram", "create-poll")]
    [InlineData("launch a GPU instance", "create-gpu-instance")]
    [InlineData("is this email address deliverable?", "verify-email")]
    [InlineData("make a PDF of an invoice", "generate-invoice-pdf")]
    [InlineData("translating strings", "create-translation")]
    [InlineData("remove reviewers from a pull request", "remove-requested-reviewers-pull-request")]
    [InlineData("session counts of a sentry release", "sentry-retrieve-release-health-session", "list-releases", "create-release")]
    [InlineData("which subscriptions does a stripe customer have", "stripe-get-customers-customer-subscriptions")]
    [InlineData("github-list-team-repositories", "github-list-team-repositories")]
    public void Search_RealisticQuery_FindsTheToolAmongTheFirst(string query, params string[] any)
    {
        Assert.SkipUnless(catalogue.Index is not null, "No sample of published files beside the repository.");
        var found = catalogue.Index.Search(query, Top).Tools.Select(t => t.Tool.Name);
        Assert.Contains(found, any.Contains);
    }

    [Fact]
    public void Search_WordThatNoToolHas_IsSaid()
    {
        Assert.SkipUnless(catalogue.Index is not null, "No sample of published files beside the repository.");
        Assert.Equal(["zeppelins"], catalogue.Index.Search("list zeppelins", Top).Unknown);
    }

    [Fact]
    public void Names_OfAllTogether_AreUniqueAndShort_AndTheSameAgain()
    {
        Assert.SkipUnless(catalogue.Index is not null, "No sample of published files beside the repository.");
        var names = catalogue.Load().Select(t => t.Name).ToList();
        Assert.Distinct(names);
        Assert.All(names, name => Assert.InRange(name.Length, 1, 64));
        Assert.All(names, name => Assert.Matches("^[A-Za-z0-9_.-]+$", name));
        Assert.Equal(names, catalogue.Load().Select(t => t.Name));
    }

    /// <summary>All tools of the sample, as if they shared a port.</summary>
    public sealed class Catalogue : IDisposable
    {
        private readonly UpstreamClient _client = new(new UpstreamLimits(), TimeProvider.System);
        private readonly string _folder = Path.Combine(Repository.Root, "..", "shared", "data", "catalogue-sample");

        public Catalogue() => Index = Directory.Exists(_folder) ? new ToolIndex(Load()) : null;

        internal ToolIndex? Index { get; }

        public void Dispose() => _client.Dispose();

        internal IReadOnlyList<Host.Exposes.Mcp.ToolBinding> Load()
        {
            var loaded = CapabilityLoader.Load(new LoadOptions
            {
                Paths = [_folder],
                Environment = new EnvironmentBinds(new Dictionary<string, string>(), null, []),
                Compile = new CompileOptions { Client = _client, Origins = new OriginRules() },
            });
            var members = from file in loaded.Files
                          let capability = file.Capability
                          where capability is not null
                          from exposure in capability.Exposures.OfType<McpExposure>()
                          select new PortMember(capability, exposure, file.File.Folder, $"/{file.File.Folder}/{exposure.Namespace}", Telemetry: null);
            return new PortOffer([.. members]).Of(ToolSet.All, isDryRun: false).Tools;
        }
    }
}
