using System.Text;
using TranslationService.Engine.Benchmarks.Http;

namespace TranslationService.Engine.Benchmarks.Tests.Http;

public sealed class PreparedRequestTests
{
    private static readonly Uri Address = new("http://127.0.0.1:5000");

    [Fact]
    public void One_sentence_is_a_single_text()
    {
        var request = PreparedRequest.Of([new CountedSentence("Hello", 7)], Address);

        Assert.EndsWith("""{"q":"Hello","source":"en","target":"de"}""", Encoding.UTF8.GetString(request.Bytes), StringComparison.Ordinal);
        Assert.Equal(7, request.Tokens);
    }

    [Fact]
    public void Several_are_an_array_and_their_tokens_add_up()
    {
        var request = PreparedRequest.Of([new CountedSentence("Hello", 7), new CountedSentence("Bye", 5)], Address);

        Assert.EndsWith("""{"q":["Hello","Bye"],"source":"en","target":"de"}""", Encoding.UTF8.GetString(request.Bytes), StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Length: 49\r\n", Encoding.UTF8.GetString(request.Bytes), StringComparison.Ordinal);
        Assert.Equal(12, request.Tokens);
    }
}
