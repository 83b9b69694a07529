using System.Text;
using TranslationService.Engine.Benchmarks.Http;

namespace TranslationService.Engine.Benchmarks.Tests.Http;

public sealed class HttpExchangeTests
{
    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", true)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nDate: today\r\n\r\nab", false)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", true)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", true)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", false)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", false)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Enc", false)]
    public void An_answer_is_whole_when_its_length_or_its_last_chunk_is_there(string answer, bool expected) =>
        Assert.Equal(expected, HttpExchange.IsWhole(Encoding.UTF8.GetBytes(answer)));
}
