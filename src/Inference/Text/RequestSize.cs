namespace TranslationService.Inference.Text;

/// <summary>Adds up what a request asks of the engine, and refuses it as soon as that is too much, whatever may follow.</summary>
internal sealed class RequestSize(EngineOptions options)
{
    private int _sentences;
    private long _tokens;

    /// <exception cref="TranslationException">The request is too large.</exception>
    public void Add(int sourceTokens)
    {
        _sentences++;
        _tokens += sourceTokens;
        Check(_sentences, options.MaxRequestSentences, "sentences");
        Check(_tokens, options.MaxRequestTokens, "source tokens");
    }

    private static void Check(long size, int limit, string unit)
    {
        if (size > limit)
        {
            throw new TranslationException(
                TranslationErrorKind.TooLarge, $"The request has at least {size} {unit}; at most {limit} are translated at once.");
        }
    }
}
