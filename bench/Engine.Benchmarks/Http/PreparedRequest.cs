using System.Text;
using System.Text.Json;

namespace TranslationService.Engine.Benchmarks.Http;

/// <summary>A request as bytes.</summary>
/// <param name="Bytes">Headers and body.</param>
/// <param name="Tokens">The target tokens of its answer, end tokens counted.</param>
internal sealed record PreparedRequest(byte[] Bytes, int Tokens)
{
    /// <summary>LibreTranslate's <c>POST /translate</c>: one text, or an array of several.</summary>
    public static PreparedRequest Of(IReadOnlyList<CountedSentence> sentences, Uri address)
    {
        object texts = sentences.Count == 1 ? sentences[0].Text : sentences.Select(sentence => sentence.Text);
        var body = JsonSerializer.SerializeToUtf8Bytes(new { q = texts, source = "en", target = "de" });
        var headers = $"POST /translate HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n";
        return new PreparedRequest([.. Encoding.ASCII.GetBytes(headers), .. body], sentences.Sum(sentence => sentence.Tokens));
    }
}
