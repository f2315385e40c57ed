using System.Text;
using Naftiko.Engine.Consumes.Authentication.Signing;
using Naftiko.Engine.Consumes.Transport;

namespace Naftiko.Engine.Tests.Consumes.Authentication.Signing;

/// <summary>Requests whose signatures AWS has published: the test suite of Signature Version 4 and the examples of IAM and S3.</summary>
public sealed class AwsSignatureTests
{
    private const string EmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Theory]
    [InlineData("GET", "/", "", "", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")] // get-vanilla
    [InlineData("GET", "/?Param2=value2&Param1=value1", "", "", "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500")] // get-vanilla-query-order-key-case
    [InlineData("GET", "/./example/..//", "", "", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")] // as of normalize-path: the same as /
    [InlineData("POST", "/", "", "", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b")] // post-vanilla
    [InlineData("POST", "/", "Param1=value1", "application/x-www-form-urlencoded", "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a")] // post-x-www-form-urlencoded
    public void Authorization_OfTheTestSuite_IsTheirs(string method, string target, string body, string contentType, string signature)
    {
        var signed = new AwsSignature(new AwsScope("us-east-1", "service"), new DateTimeOffset(2015, 8, 30, 12, 36, 0, TimeSpan.Zero));
        KeyValuePair<string, string>[] headers =
        [
            KeyValuePair.Create("Host", "example.amazonaws.com"), KeyValuePair.Create("X-Amz-Date", signed.Time),
            .. contentType.Length == 0 ? [] : new[] { KeyValuePair.Create("Content-Type", contentType) },
        ];

        var value = signed.Authorization(
            "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", method, Target("https://example.amazonaws.com" + target), headers, AwsSignature.Hash(Encoding.UTF8.GetBytes(body)));

        var names = contentType.Length == 0 ? "host;x-amz-date" : "content-type;host;x-amz-date";
        Assert.Equal($"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders={names}, Signature={signature}", value);
    }

    [Fact]
    public void Authorization_OfTheIamExample_IsTheirs()
    {
        var signed = new AwsSignature(new AwsScope("us-east-1", "iam"), new DateTimeOffset(2015, 8, 30, 12, 36, 0, TimeSpan.Zero));
        KeyValuePair<string, string>[] headers =
        [
            KeyValuePair.Create("content-type", "application/x-www-form-urlencoded; charset=utf-8"),
            KeyValuePair.Create("host", "iam.amazonaws.com"),
            KeyValuePair.Create("x-amz-date", signed.Time),
        ];

        var value = signed.Authorization(
            "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "GET", Target("https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08"), headers, EmptyHash);

        Assert.EndsWith("Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7", value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?lifecycle", "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543")]
    [InlineData("?max-keys=2&prefix=J", "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7")]
    public void Authorization_OfTheS3Examples_IsTheirs(string query, string signature)
    {
        var signed = new AwsSignature(new AwsScope("us-east-1", "s3"), new DateTimeOffset(2013, 5, 24, 0, 0, 0, TimeSpan.Zero));
        KeyValuePair<string, string>[] headers =
        [
            KeyValuePair.Create("host", "examplebucket.s3.amazonaws.com"), KeyValuePair.Create("x-amz-content-sha256", EmptyHash), KeyValuePair.Create("x-amz-date", signed.Time),
        ];

        var value = signed.Authorization(
            "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "GET", Target("https://examplebucket.s3.amazonaws.com/" + query), headers, EmptyHash);

        Assert.EndsWith($"Signature={signature}", value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dynamodb.eu-west-1.amazonaws.com", "eu-west-1", "dynamodb")]
    [InlineData("bucket.with.dots.s3.us-gov-west-1.amazonaws.com", "us-gov-west-1", "s3")]
    [InlineData("bucket.s3.dualstack.us-west-2.amazonaws.com", "us-west-2", "s3")]
    [InlineData("abc123.execute-api.us-east-1.amazonaws.com", "us-east-1", "execute-api")]
    [InlineData("search-logs-abc.eu-central-1.es.amazonaws.com", "eu-central-1", "es")]
    [InlineData("ec2.cn-north-1.amazonaws.com.cn", "cn-north-1", "ec2")]
    [InlineData("ec2.us-east-1.api.aws", "us-east-1", "ec2")]
    [InlineData("IAM.amazonaws.com", "us-east-1", "iam")]
    public void Scope_OfAnEndpoint_IsInItsName(string host, string region, string service)
    {
        Assert.True(AwsScope.TryComplete(null, null, host, out var scope));

        Assert.Equal((region, service), (scope.Region, scope.Service));
    }

    [Theory]
    [InlineData("api.test", null, null)]
    [InlineData("api.test", "eu-west-1", null)]
    [InlineData("amazonaws.com.api.test", null, "s3")]
    public void Scope_OfAnotherHost_IsNotGuessed(string host, string? region, string? service) => Assert.False(AwsScope.TryComplete(region, service, host, out _));

    [Fact]
    public void Scope_OfTheFile_WinsOverTheHost()
    {
        Assert.True(AwsScope.TryComplete("eu-west-3", "ses", "email.us-east-1.amazonaws.com", out var scope));

        Assert.Equal(("eu-west-3", "ses"), (scope.Region, scope.Service));
    }

    private static Uri Target(string uri) => UpstreamUri.TryCreate(uri, out var target) ? target : throw new ArgumentException(uri);
}
