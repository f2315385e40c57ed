using System.Text.RegularExpressions;
using Naftiko.Host.Commands.Settings;
using Naftiko.Host.Tests.Architecture;

namespace Naftiko.Host.Tests.Samples;

/// <summary><c>deploy/</c>: what it says to the program, the program understands.</summary>
public sealed partial class DeploymentTests
{
    [Theory]
    [InlineData("deploy/Dockerfile", """^CMD (.*)$""")]
    [InlineData("deploy/systemd/naftiko.service", """^ExecStart=(.*)$""")]
    [InlineData("deploy/kubernetes/deployment.yaml", """^ +- (--[a-z-]+=.*|--[a-z-]+)$""")]
    public void Options_Exist(string file, string line)
    {
        var known = new OperatorSettings().All.Select(setting => setting.Usage.Split(' ')[0]).ToHashSet();
        var used = Regex.Matches(Repository.Read(file), line, RegexOptions.Multiline).SelectMany(match => Option().Matches(match.Groups[1].Value)).Select(option => option.Value).ToList();
        Assert.NotEmpty(used);
        Assert.Empty(used.Except(known));
    }

    /// <summary>The image is built of what its file and the list of what is sent to the builder name.</summary>
    [Fact]
    public void Dockerfile_CopiesWhatIsThereAndSent()
    {
        var sent = Repository.ReadLines(".dockerignore").Where(line => line.StartsWith('!')).Select(line => line[1..]).ToList();
        var copied = Regex.Matches(Repository.Read("deploy/Dockerfile"), "^COPY (?!--from)(.*) [^ ]+$", RegexOptions.Multiline).SelectMany(match => match.Groups[1].Value.Split(' ')).ToList();
        Assert.NotEmpty(copied);
        Assert.All(copied, path => Assert.True(Path.Exists(Repository.PathOf(path)), path));
        Assert.All(copied, path => Assert.Contains(sent, name => path == name || path.StartsWith(name + "/", StringComparison.Ordinal)));
    }

    [GeneratedRegex("(?<![a-z-])--[a-z][a-z-]+")]
    private static partial Regex Option();
}
