using ModelContextProtocol;
using Naftiko.Host.Exposes.Mcp;

namespace Naftiko.Host.Tests.Exposes.Mcp;

public sealed class McpPagesTests
{
    private static readonly int[] Items = [0, 1, 2, 3, 4];

    [Fact]
    public void Of_FollowingCursors_GivesEveryItemOnceInOrder()
    {
        var (first, second) = McpPages.Of(Items, null, 2);
        var (next, third) = McpPages.Of(Items, second, 2);
        var (last, end) = McpPages.Of(Items, third, 2);
        Assert.Equal(Items, first.Concat(next).Concat(last));
        Assert.Null(end);
    }

    [Fact]
    public void Of_ListEndsWithAPage_HasNoEmptyPageAfter() => Assert.Null(McpPages.Of(Items, null, 5).Next);

    [Fact]
    public void Of_EmptyList_IsOneEmptyPage() => Assert.Empty(McpPages.Of<int>([], null, 5).Items);

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("-2")]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("6")]
    [InlineData("99999999999999999999")]
    public void Of_CursorNeverGiven_IsInvalidParams(string cursor) =>
        Assert.Equal(McpErrorCode.InvalidParams, Assert.Throws<McpProtocolException>(() => McpPages.Of(Items, cursor, 2)).ErrorCode);
}
